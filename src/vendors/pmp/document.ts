/** How the operations look over the wire: what the OpenAPI document tells beyond their declarations. */
import type { SurfaceDocument } from '../../kernel/surface/document.ts'
import { answersOf } from './document/answers.ts'
import { chapterOf, chapters } from './document/chapters.ts'
import { bodyOf, parametersOf } from './document/input.ts'
import { namedAnswers, namedBody, namedOperations, namedParameters } from './document/interactive.ts'
import { operationIdBy } from './document/names.ts'
import { documentedAs, type Documented } from './document/operations.ts'
import { sharedRefusals } from './document/refusals.ts'
import { ANY, ANY_OR_NONE, securitySchemes } from './document/security.ts'
import { served } from './operations/index.ts'

const DESCRIPTION = `The REST API of Password Manager Pro and PAM360, their PKI API, and the interactive API of their clients, as pam-mock
emulates them. The vendor publishes no such document; this one is made from what its pages, its clients and captures show.

**INPUT_DATA.** What an operation is told is JSON, \`{"operation":{"Details":{…}}}\`, in one parameter, INPUT_DATA: in the
query, in a form, or in a body that is the text \`INPUT_DATA=…\` of type \`text/json\`. Where it comes twice, the query's
counts. Numbers and booleans are taken where texts are described, and the other way round.

**Refusals come with status 200.** An answer holds \`result.status\`: \`Success\`, or \`Failed\` with the reason in
\`result.message\`. Answers of the REST and the interactive API are in an \`operation\`; those of the PKI API are bare. Each
refusal of an operation is an example of its answer, by its code, in the sentence of the default settings. With other
statuses the web server answers, in HTML.

**Editions.** Profiles \`2014\`, \`2018\`, \`10\`, \`12\` and \`pam360\` print different members in different orders;
\`x-pam-mock-profiles\` names the profiles that print a member or take a token. The default, \`auto\`, answers as \`12\`, and
as \`2014\` whoever sends AUTHTOKEN in the query. The order of members is no part of this document.

**OPERATION_NAME.** The interactive API has one path for many operations, and tells them apart by a parameter. OpenAPI
does not, so they are one operation here; \`x-pam-mock-operations\` tells what each name takes and answers, and examples
bear its name.`

/** Where an operation is served again: the method whose function bears that method's name. */
const SECOND: Readonly<Record<string, string>> = {
  'pmp.account.download': 'POST',
  'pmp.session.begin': 'GET',
  'pmp.interactive.request': 'GET',
}

/** Where the id does not make a good name. */
const NAMES: Readonly<Record<string, string>> = {
  'pmp.resource.groups': 'resourceAssociatedGroups',
}

const NOTES: Readonly<Record<string, string>> = {
  'pmp.resource.delete': 'PAM360 moves it to the trash.',
  'pmp.account.delete': 'PAM360 moves it to the trash.',
}

export function pmpDocument(): SurfaceDocument<Documented> {
  return {
    title: 'Password Manager Pro and PAM360',
    description: DESCRIPTION,
    servers: [{ url: 'http://127.0.0.1:8080', description: 'pam-mock as it starts by itself' }],
    securitySchemes: securitySchemes(),
    security: ANY,
    chapters,
    examples: sharedRefusals(),
    served: documentedAs(served),
    chapterOf,
    securityOf: ({ named, plain }) => (named ? ANY_OR_NONE : plain!.isOpen ? [] : ANY),
    parametersOf: ({ named, plain }, place) =>
      named ? namedParameters(named, place) : parametersOf(plain!, place),
    bodyOf: ({ named, plain }, place) => (named ? namedBody(named, place) : bodyOf(plain!, place)),
    answersOf: ({ named, plain }, place) =>
      named ? namedAnswers(named, place) : answersOf(plain!, place, bodyOf(plain!, place) !== undefined),
    operationIdOf: (operation, { method }) =>
      SECOND[operation.id] === method ? operationIdBy(method, operation) : NAMES[operation.id],
    noteOf: ({ id, plain }) => NOTES[id] ?? mandatoryNote(plain),
    extensionsOf: ({ named }) => (named ? { 'x-pam-mock-operations': namedOperations(named) } : {}),
  }
}

function mandatoryNote(operation: Documented['plain']): string | undefined {
  if (operation?.isOpen !== false) return undefined
  const { mandatoryIn2014 = [], mandatoryBeforePam360 = [] } = operation
  const notes = [
    ['In profile 2014', mandatoryIn2014],
    ['In all profiles but pam360', mandatoryBeforePam360],
  ] as const
  const told = notes
    .filter(([, fields]) => fields.length > 0)
    .map(([where, fields]) => `${where}, INPUT_DATA must hold ${fields.join(', ')} too.`)
  return told.length === 0 ? undefined : told.join(' ')
}
