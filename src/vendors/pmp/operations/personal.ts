/** Personal passwords: the browser extension shows them to their owner. */
import type { Call } from '../call.ts'
import {
  findCategory,
  PERSONAL_CATEGORIES,
  readPersonalTotp,
  searchPersonal,
  setPersonalFavourite,
  type PersonalAccess,
} from '../domain/personal.ts'
import { arrange } from '../editions.ts'
import { operation, type ClosedOperation } from '../operation.ts'
import { countedList, details, list, nothing } from '../schemas/answers/fields.ts'
import { totp } from '../schemas/answers/passwords.ts'
import * as answers from '../schemas/answers/personal.ts'
import { personalChoice } from '../schemas/parameters.ts'
import type { PersonalAccountRow } from '../state.ts'
import { queryParameter } from '../wire/input-data.ts'
import { numberParameter } from './parameters.ts'

const SOURCE = 'client C6'
const READING = `${SOURCE}; names and members are our reading`

const personalCategories = operation({
  id: 'pmp.personal.categories',
  route: 'GET /restapi/json/v1/personal/categories',
  name: 'GET_PERSONAL_CATEGORIES',
  summary: 'List the categories of personal passwords',
  source: READING,
  evidence: 'inferred',
  answer: list(answers.category),
  run: ({ edition }) => ({
    text: 'personalFetched',
    details: PERSONAL_CATEGORIES.map(({ id, name }) =>
      arrange(edition, 'details', { CATEGORYID: id, CATEGORYNAME: name }),
    ),
  }),
})

const personalFields = operation({
  id: 'pmp.personal.fields',
  route: 'GET /restapi/json/v1/personal/categories/:categoryId/fields',
  name: 'GET_PERSONAL_FIELDS',
  summary: 'List the fields of a category of personal passwords',
  source: SOURCE,
  evidence: 'client',
  answer: details(answers.categoryFields),
  refusals: ['personal.not-found'],
  run: ({ edition, target: { categoryId = '' } }) => ({
    text: 'personalFetched',
    details: arrange(edition, 'details', {
      'DEFAULT FIELD': findCategory(categoryId).fields.map((label) => ({ FIELDLABEL: label })),
      'CUSTOM FIELD': [],
    }),
  }),
})

const personalSearch = operation({
  id: 'pmp.personal.search',
  route: 'GET /restapi/json/v1/personal/categories/:categoryId/search',
  name: 'SEARCH_PERSONAL',
  summary: "Search the caller's personal passwords",
  source: SOURCE,
  evidence: 'client',
  query: personalChoice,
  answer: countedList(answers.personalAccount),
  refusals: ['input.invalid', 'personal.not-found', 'personal.passphrase'],
  run: (call) => {
    const { world, query, target } = call
    const found = searchPersonal(
      world,
      accessOf(call),
      target.categoryId ?? '',
      queryParameter(query, 'SEARCHVALUE') ?? '',
    )
    const start = numberParameter(call, 'STARTINDEX', SOURCE) ?? 0
    const limit = numberParameter(call, 'LIMIT', SOURCE) ?? found.length
    return {
      text: 'personalFetched',
      details: found.slice(start, start + limit).map((account) => personalRow(call, account)),
      totalRows: found.length,
    }
  },
})

export const personalFavouriteSet = personalMark('set', true)
export const personalFavouriteRemove = personalMark('remove', false)

const personalTotp = operation({
  id: 'pmp.personal.totp',
  route: 'GET /restapi/json/v1/personal/webaccounts/:accountId/totp',
  name: 'GET_PERSONAL_TOTP',
  summary: 'Read the one-time password of a personal web account',
  source: SOURCE,
  evidence: 'client',
  answer: details(totp),
  refusals: ['personal.not-found', 'personal.passphrase', 'totp.none'],
  run: (call) => ({
    text: 'totpFetched',
    statusCode: 20_000,
    details: { TOTP: readPersonalTotp(call.world, accessOf(call), call.target.accountId ?? '') },
  }),
})

function personalMark(what: 'set' | 'remove', favourite: boolean): ClosedOperation {
  return operation({
    id: `pmp.personal.favourite-${what}`,
    route: `GET /restapi/json/v1/personal/categories/:categoryId/accounts/:accountId/${what}favourite`,
    name: `${what.toUpperCase()}_PERSONALFAVOURITE`,
    summary: favourite ? 'Mark a personal password as a favourite' : "Take a favourite's mark away",
    source: READING,
    evidence: 'inferred',
    answer: nothing,
    refusals: ['personal.not-found', 'personal.passphrase'],
    run: (call) => {
      const { categoryId = '', accountId: id = '' } = call.target
      setPersonalFavourite(call.world, accessOf(call), { categoryId, id, favourite })
      return { text: 'personalFavourites' }
    },
  })
}

function personalRow({ edition }: Call, { id, fields, favourite, totpSecret }: PersonalAccountRow) {
  return arrange(edition, 'details', {
    ACCOUNTID: id,
    ISFAVOURITE: String(favourite),
    IS_TOTP_CONFIGURED: String(totpSecret !== null),
    ...fields,
  })
}

function accessOf({ actor, passphrase }: Call): PersonalAccess {
  return { actor, passphrase }
}

export const personalOperations = [
  personalCategories,
  personalFields,
  personalSearch,
  personalFavouriteSet,
  personalFavouriteRemove,
  personalTotp,
]
