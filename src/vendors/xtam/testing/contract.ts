/** What is asked of XTAM and its sign-in module when an emulator is held against them. */
import { lazily } from '../../../kernel/lazily.ts'
import { readStories } from '../../../kernel/surface/contract-reads.ts'
import type { ContractStory, NotAsked, SurfaceContract, Variables } from '../../../kernel/surface/contract.ts'
import { served } from '../operations/index.ts'
import { readingStories } from './contract-reading.ts'
import { signInStories } from './contract-sign-in.ts'
import { BASIC, CAS, REST } from './contract-steps.ts'
import { writingStories } from './contract-writing.ts'

const SECRET = "it would show users' secrets"
const PEOPLE = 'it changes what people have'
const HOSTS = 'it connects to a host, or changes one'

const NOT_ASKED: NotAsked = {
  'xtam.record.unlock-field': SECRET,
  'xtam.record.download': SECRET,
  'xtam.admin.*': 'it moves all there is',
  'xtam.session.*': HOSTS,
  'xtam.task.*': HOSTS,
  'xtam.workflow.*': 'requests are seen by those who decide on them',
  'xtam.token.*': 'a token lets somebody in',
  'xtam.user.*': PEOPLE,
  'xtam.group.*': PEOPLE,
  'xtam.permission.*': PEOPLE,
  'xtam.cas.users': 'it is another way to try a password',
  'xtam.record.*': 'one way of it is asked, and this is not told by any page',
}

const READ =
  /^xtam\.(?:record\.(?:get|unlock|search|archived|favorites|subscriptions)|folder\.(?:list|root|get)|record-type\.(?:list|get)|permission\.list|workflow\.list|task\.list|job\.list|session\.list|session\.list-of-record|token\.list|user\.(?:whoami|list)|group\.list|audit\.list|alert\.list|api-docs\.(?:redirect|open|document))$/

const WHAT: Readonly<Record<string, string>> = {
  folder: 'folder',
  permission: 'folder',
  recordtype: 'recordType',
  record: 'record',
  task: 'record',
  session: 'record',
}

function reads(): ContractStory[] {
  return readStories(
    served.filter(({ operation: { id }, path }) => READ.test(id) && path.startsWith('/xtam/')),
    {
      headers: BASIC,
      needs: ['basic'],
      notAsked: {},
      variableOf: ({ path }) => WHAT[path.split('/')[3] ?? ''],
      queryOf: ({ operation: { id } }) =>
        id === 'xtam.record.search' ? '?query=pam-mock-probe' : id === 'xtam.audit.list' ? '?limit=2' : '',
    },
  )
}

export const xtamContract = lazily((): SurfaceContract => ({
  credentials: {
    user: { description: 'an administrator', required: true },
    password: { description: 'the password of the administrator', required: true },
    limitedUser: { description: 'a user without any rights' },
    limitedPassword: { description: 'the password of that user' },
    token: { description: 'an authentication token of a user' },
    folder: { description: 'id of a folder in which records may be made and taken away', public: true },
    recordType: { description: 'id of the type of those records', public: true },
    record: { description: 'id of a record whose secrets may be shown to this command', public: true },
    service: {
      description: 'URL of an application that is registered with the sign-in module',
      public: true,
    },
  },
  builtIn: {
    user: 'xtam_admin',
    password: 'xtam_admin_password',
    limitedUser: 'xtam_norights',
    limitedPassword: 'xtam_norights_password',
    token: 'yourXTAMtoken',
    folder: 'i-2Zh30SUCq7c',
    recordType: 'i-83XfwpNvCHy',
    record: 'i-2qhyGh2UB0V',
  },
  derived,
  recognise: {
    step: { name: 'is it there', method: 'GET', path: `${REST}/user/whoami` },
    is: ({ status, headers }) =>
      [401, 403].includes(status) || (status === 302 && headers.some(([, value]) => value.includes('/cas/'))),
    expects: `a challenge at ${REST}/user/whoami`,
  },
  admission: { story: 'who calls, and the token for changes', is: ({ status }) => status === 200 },
  part: {
    name: 'the sign-in module',
    path: `${CAS}/`,
    recognise: {
      step: { name: 'is it there', method: 'GET', path: `${CAS}/login` },
      is: ({ status, body }) => status === 200 && body.includes('name="execution"'),
      expects: `the form of the sign-in at ${CAS}/login`,
    },
    admission: { story: 'tickets by REST', is: ({ status }) => status === 201 },
  },
  stories: [...readingStories, ...reads(), ...signInStories, ...writingStories],
  notAsked: NOT_ASKED,
  said: [
    '/id',
    '/recordType/id',
    '/folder/id',
    '/parent/id',
    '/directory',
    '/type',
    '/serviceResponse/authenticationSuccess/user',
    '/serviceResponse/authenticationFailure/**',
    '/paths/**',
  ],
  // Which attributes a user has is the directory's.
  maps: ['/serviceResponse/authenticationSuccess/attributes'],
  volatile: {
    ticket: /\b(?:TGT|ST|PT|PGT|PGTIOU|LR)-\d+-[\w.-]+/g,
    'secret key': /\b[A-Z2-7]{32}\b/g,
    'id public': /\bi-[0-9A-Za-z]{11}\b/g,
  },
  throttles: ({ status }) => status === 423 || status === 429,
}))

function derived({ user = '', password = '', base = '', service, ...given }: Variables): Variables {
  const { limitedUser, limitedPassword } = given
  const basic = (name: string, secret: string): string =>
    `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`
  return {
    basic: basic(user, password),
    ...(limitedUser !== undefined &&
      limitedPassword !== undefined && { limitedBasic: basic(limitedUser, limitedPassword) }),
    ...(service === undefined && { service: `${base}/xtam/` }),
  }
}
