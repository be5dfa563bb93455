/** What is asked of Password Manager Pro or PAM360 when an emulator is held against one. */
import { lazily } from '../../../kernel/lazily.ts'
import { readStories } from '../../../kernel/surface/contract-reads.ts'
import type {
  ContractAnswer,
  ContractStory,
  NotAsked,
  SurfaceContract,
} from '../../../kernel/surface/contract.ts'
import { served } from '../operations/index.ts'
import { readingStories } from './contract-reading.ts'
import { INTERACTIVE, REST, TOKEN, get, input } from './contract-steps.ts'
import { writingStories } from './contract-writing.ts'

const SECRET = "it would show users' secrets"
const PEOPLE = 'it changes what people have'
const KEYS = 'a key or certificate that is made cannot be taken away'

const NOT_ASKED: NotAsked = {
  'pmp.account.password.history': SECRET,
  'pmp.account.download': SECRET,
  'pmp.account.totp': SECRET,
  'pmp.personal.*': 'it is private',
  'pmp.certificate.keystore': SECRET,
  'pmp.certificate.download': SECRET,
  'pmp.resource.configure-reset': PEOPLE,
  'pmp.resource.share': PEOPLE,
  'pmp.account.share': PEOPLE,
  'pmp.resource-group.share': PEOPLE,
  'pmp.user.lock': PEOPLE,
  'pmp.user.unlock': PEOPLE,
  'pmp.user.transfer': PEOPLE,
  'pmp.user.regenerate-token': 'the token in use would end',
  'pmp.organization.manage': PEOPLE,
  'pmp.agent.key': SECRET,
  'pmp.audit.add-offline': 'what is written to an audit stays',
  'pmp.trash.*': PEOPLE,
  'pmp.request.*': 'requests are seen by those who decide on them',
  'pmp.account.check-*': 'a check-out is seen by others',
  'pmp.session.second-factor': 'it needs a code',
  'pmp.session.*': 'it needs a second factor, or another product',
  'pmp.favourite.*': 'it changes what the user has chosen',
  'pmp.certificate.*': KEYS,
  'pmp.csr.*': KEYS,
  'pmp.ssh-key.*': KEYS,
  'pmp.ssh-resource.*': KEYS,
  'pmp.keystore-key.*': KEYS,
}

/** Operations that are left out though they read; the others of their kind are asked. */
const UNREAD: NotAsked = {
  ...Object.fromEntries(Object.entries(NOT_ASKED).filter(([, why]) => why === SECRET)),
  'pmp.account.password.get': SECRET,
  'pmp.certificate.passphrase': SECRET,
  'pmp.ssh-key.passphrase': SECRET,
  'pmp.ssh-key.get': SECRET,
  'pmp.personal.password': SECRET,
  'pmp.personal.totp': SECRET,
  'pmp.personal.favourite-*': PEOPLE,
  'pmp.personal.passphrase-check': 'a wrong passphrase counts',
}

const VARIABLES: Readonly<Record<string, string>> = {
  resourceId: 'resource',
  accountId: 'account',
  resourceName: 'resourceName',
  accountName: 'accountName',
  groupId: 'group',
  userId: 'userId',
  userGroupId: 'userGroup',
}

/** Each path that reads, with the token in a header. */
function reads(): ContractStory[] {
  return readStories(
    served.filter(({ path }) => path.startsWith(REST) || path.startsWith('/api/pki')),
    {
      headers: TOKEN,
      needs: ['token'],
      notAsked: UNREAD,
      variableOf: ({ operation: { id } }, name) =>
        id.startsWith('pmp.personal') ? (name === 'categoryId' ? 'category' : undefined) : VARIABLES[name],
    },
  )
}

/** The interactive API takes the same by the name of the operation. */
function interactiveReads(): ContractStory[] {
  return [
    {
      name: 'the interactive API reads',
      headers: TOKEN,
      needs: ['token'],
      steps: [
        'GET_RESOURCES',
        'GET_SEARCHCOLUMNS',
        'GET_RESOURCEGROUPS',
        'GET_PASSWORDREQUEST',
        'GET_RESOURCETYPES',
      ].map((name) => get(name, `${INTERACTIVE}?OPERATION_NAME=${name}`)),
    },
    {
      name: 'the interactive API reads a group',
      headers: TOKEN,
      needs: ['group'],
      steps: [
        get(
          'what is in it',
          `${INTERACTIVE}?OPERATION_NAME=GET_GROUPRESOURCES&${input({ GROUPID: '{{group}}' })}`,
        ),
      ],
    },
  ]
}

export const pmpContract = lazily((): SurfaceContract => ({
  credentials: {
    token: { description: 'the authentication token of an administrator', required: true },
    limitedToken: { description: 'the token of a user who administers nothing' },
    user: { description: 'a user for the interactive API', public: true },
    password: { description: 'the password of that user' },
  },
  builtIn: {
    token: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902',
    limitedToken: 'FAKE0002-0000-4000-8000-00000000002A',
    user: 'guest',
    password: 'guest',
  },
  derived: () => ({}),
  recognise: {
    step: { name: 'is it there', method: 'GET', path: `${REST}/resources` },
    is: ({ status, body }) => status < 500 && (status === 401 || /"(?:operation|result)"\s*:/.test(body)),
    expects: `an answer of the REST API at ${REST}/resources`,
  },
  admission: {
    story: 'a resource and an account to read',
    is: (answer) => answer.status === 200 && !isFailed(answer),
  },
  version: { operation: 'pmp.session.modes', pattern: /"BUILDNUMBER"\s*:\s*"([^"]+)"/ },
  stories: [...readingStories, ...reads(), ...interactiveReads(), ...writingStories],
  notAsked: NOT_ASKED,
  said: [
    '/operation/name',
    '/operation/result/**',
    '/name',
    '/result/**',
    '/operation/Details/BUILDNUMBER',
    '/operation/Details/PASSPHRASESTATUS',
  ],
  optional: ['/operation/Details'],
  volatile: {
    'token uuid': /\b[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\b/g,
  },
  refuses: isFailed,
  throttles: ({ status }) => status === 429,
}))

/** The product says so in the body, with the status of a success. */
function isFailed({ body }: ContractAnswer): boolean {
  return /"status"\s*:\s*"Failed"/.test(body)
}
