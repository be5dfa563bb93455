/** Personal passwords: the browser extension shows them to their owner. */
import type { Call } from '../call.ts'
import {
  checkPassphrase,
  findCategory,
  findPersonalIn,
  passphraseStatus,
  personalWebsites,
  readPersonalTotp,
  requirePassphrase,
  searchPersonal,
  setPersonalFavourite,
  type PersonalAccess,
} from '../domain/personal.ts'
import { pageOf as rowsFrom } from '../domain/pages.ts'
import { PERSONAL_CATEGORIES } from '../domain/personal-categories.ts'
import { arrange } from '../editions.ts'
import type { Outcome } from '../envelope.ts'
import { operation, type ClosedOperation } from '../operation.ts'
import { countedList, details, nothing } from '../schemas/answers/fields.ts'
import { password, totp } from '../schemas/answers/passwords.ts'
import * as answers from '../schemas/answers/personal.ts'
import { optionalParameters, personalChoice, personalPage } from '../schemas/parameters.ts'
import { personalAccountPage, personalCategory, personalField, personalWebsite } from '../views/personal.ts'
import { queryParameter } from '../wire/input-data.ts'
import { numberParameter } from './parameters.ts'

const SOURCE = 'client C6'
const NAME_READ = `${SOURCE}; the name is our reading`
const OF_OWNER = ['personal.passphrase', 'personal.disabled'] as const

const personalStatus = operation({
  id: 'pmp.personal.status',
  route: 'GET /restapi/json/v1/personal',
  name: 'GET_PERSONAL',
  summary: 'Tell whether personal passwords need a passphrase',
  source: NAME_READ,
  evidence: 'client',
  answer: details(answers.passphraseStatus),
  refusals: ['personal.disabled'],
  run: ({ world, actor }) => ({
    text: 'passphraseStatusFetched',
    details: { PASSPHRASESTATUS: passphraseStatus(world, actor.user) },
  }),
})

const personalCheck = operation({
  id: 'pmp.personal.passphrase-check',
  route: 'GET /restapi/json/v1/personal/passphrasecheck',
  name: 'PASSPHRASE_CHECK',
  summary: 'Check the passphrase of the PASSPHRASE header',
  source: NAME_READ,
  evidence: 'client',
  query: optionalParameters('hidCaptchaID', 'inCaptchaChars'),
  answer: nothing,
  refusalDetails: true,
  refusals: [...OF_OWNER],
  run: (call) => {
    const id = queryParameter(call.query, 'hidCaptchaID')
    const characters = queryParameter(call.query, 'inCaptchaChars')
    checkPassphrase(call.world, accessOf(call), { id, characters })
    return { text: 'passphraseRight' }
  },
})

const personalCategories = operation({
  id: 'pmp.personal.categories',
  route: 'GET /restapi/json/v1/personal/categories',
  name: 'GET_PERSONAL_CATEGORIES',
  summary: 'List the categories of personal passwords',
  source: NAME_READ,
  evidence: 'client',
  answer: details(answers.categories),
  refusals: [...OF_OWNER],
  run: (call) => {
    requirePassphrase(call.world, accessOf(call))
    return {
      text: 'personalFetched',
      details: arrange(call.edition, 'details', {
        TOTALROWS: String(PERSONAL_CATEGORIES.length),
        'CATEGORY LIST': PERSONAL_CATEGORIES.map((one) => personalCategory(call, one)),
        DEFAULTCATEGORYID: PERSONAL_CATEGORIES[0]!.id,
      }),
    }
  },
})

const personalFields = operation({
  id: 'pmp.personal.fields',
  route: 'GET /restapi/json/v1/personal/categories/:categoryId/fields',
  name: 'GET_PERSONAL_FIELDS',
  summary: 'List the fields of a category of personal passwords',
  source: NAME_READ,
  evidence: 'client',
  answer: details(answers.categoryFields),
  refusals: ['personal.not-found', ...OF_OWNER],
  run: (call) => {
    requirePassphrase(call.world, accessOf(call))
    const { columns } = findCategory(call.target.categoryId ?? '')
    return {
      text: 'personalFetched',
      details: arrange(call.edition, 'details', {
        'DEFAULT FIELD': columns.map((one) => personalField(call, one)),
        // A word where there is no list.
        'CUSTOM FIELD': 'CUSTOM_FIELDS_NOT_PRESENT',
      }),
    }
  },
})

const personalAccounts = operation({
  id: 'pmp.personal.accounts',
  route: 'GET /restapi/json/v1/personal/categories/:categoryId/accounts',
  name: 'GET_PERSONAL_ACCOUNTS',
  summary: "List the caller's personal passwords of a category",
  source: NAME_READ,
  evidence: 'client',
  query: personalPage,
  answer: details(answers.accountPage),
  refusals: ['input.invalid', 'personal.not-found', ...OF_OWNER],
  run: (call) => pageOf(call, ''),
})

const personalSearch = operation({
  id: 'pmp.personal.search',
  route: 'GET /restapi/json/v1/personal/categories/:categoryId/search',
  name: 'SEARCH_PERSONAL',
  summary: "Search the caller's personal passwords of a category",
  source: NAME_READ,
  evidence: 'client',
  query: personalChoice,
  answer: details(answers.accountPage),
  refusals: ['input.invalid', 'personal.not-found', ...OF_OWNER],
  run: (call) => pageOf(call, queryParameter(call.query, 'SEARCHVALUE') ?? ''),
})

const personalWebsiteUrls = operation({
  id: 'pmp.personal.website-urls',
  route: 'GET /restapi/json/v1/personal/websiteurls',
  name: 'GET_PERSONAL_WEBSITEURLS',
  summary: "List the caller's web accounts with their URLs",
  source: NAME_READ,
  evidence: 'client',
  answer: countedList(answers.website),
  refusals: [...OF_OWNER],
  run: (call) => {
    const found = personalWebsites(call.world, accessOf(call))
    const rows = found.map((account) => personalWebsite(call, account))
    return { text: 'websiteUrlsFetched', details: rows, totalRows: rows.length }
  },
})

const personalPassword = operation({
  id: 'pmp.personal.password',
  route: 'GET /restapi/json/v1/personal/categories/:categoryId/accounts/:accountId/password',
  name: 'GET_PERSONAL_PASSWORD',
  summary: 'Read the password of a personal account',
  source: NAME_READ,
  evidence: 'client',
  answer: details(password),
  refusals: ['personal.not-found', ...OF_OWNER],
  run: (call) => {
    const { categoryId = '', accountId = '' } = call.target
    const { fields } = findPersonalIn(call.world, accessOf(call), categoryId, accountId)
    return { text: 'passwordFetched', details: { PASSWORD: fields['PASSWORD'] ?? '' } }
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
  refusals: ['personal.not-found', ...OF_OWNER, 'totp.none'],
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
    source: NAME_READ,
    evidence: 'client',
    answer: nothing,
    refusals: ['personal.not-found', ...OF_OWNER],
    run: (call) => {
      const { categoryId = '', accountId: id = '' } = call.target
      setPersonalFavourite(call.world, accessOf(call), { categoryId, id, favourite })
      return { text: 'personalFavourites' }
    },
  })
}

function pageOf(call: Call, wanted: string): Outcome {
  const { categoryId = '' } = call.target
  const found = searchPersonal(call.world, accessOf(call), categoryId, wanted)
  const start = numberParameter(call, 'STARTINDEX', SOURCE) ?? 0
  const shown = rowsFrom(found, start, numberParameter(call, 'LIMIT', SOURCE))
  const category = findCategory(categoryId)
  return { text: 'personalFetched', details: personalAccountPage(call, category, shown, found.total) }
}

function accessOf({ actor, passphrase }: Call): PersonalAccess {
  return { actor, passphrase }
}

export const personalOperations = [
  personalStatus,
  personalCheck,
  personalCategories,
  personalFields,
  personalAccounts,
  personalSearch,
  personalWebsiteUrls,
  personalPassword,
  personalFavouriteSet,
  personalFavouriteRemove,
  personalTotp,
]
