/** What is asked of SPS when an emulator is held against an appliance. */
import { lazily } from '../../../kernel/lazily.ts'
import { readStories } from '../../../kernel/surface/contract-reads.ts'
import type { ContractStory, NotAsked, SurfaceContract, Variables } from '../../../kernel/surface/contract.ts'
import { served } from '../paths.ts'
import { readingRefusals, signIn } from './contract-reading.ts'
import { writingStories } from './contract-writing.ts'

const UNSEEN = 'it would show or fetch what users did'
const RISKY = 'it changes the appliance, and not its configuration'

const NOT_ASKED: NotAsked = {
  'sps.audit.open-snapshot': 'an appliance has few snapshots, and they cannot be given back',
  'sps.audit.trail': UNSEEN,
  'sps.audit.channel': 'the channels of a session say what is told of one',
  'sps.audit.content': UNSEEN,
  'sps.audit.trail-downloads': UNSEEN,
  'sps.support-bundle.download': 'a bundle holds what is private',
  'sps.support-bundle.create': RISKY,
  'sps.support-bundle.delete': RISKY,
  'sps.firmware.*': RISKY,
  'sps.setup.complete': RISKY,
  'sps.cluster.*': RISKY,
  'sps.starling.*': RISKY,
  'sps.upload.*': RISKY,
  'sps.active-sessions.close': 'it would close sessions of users',
  'sps.ssh-host-keys.*': 'keys of hosts are trusted',
  'sps.configuration.*': 'what is written is tried on a few kinds of object, which are made for it',
}

/** These read, though their neighbours do not. */
const READ =
  /^sps\.(?:firmware\.(?:list|slots|slot|fetches)|cluster\.(?:list|nodes|status|join-status)|starling\.(?:list|get)|upload\.list|ssh-host-keys\.(?:list|get)|setup\.get|configuration\.)/

/** A collection has members; everything else that lists lists what the product has. */
const collections = new Set(
  served.filter(({ path }) => path.endsWith('/:key')).map(({ path }) => path.slice(0, -'/:key'.length)),
)

function reads(): ContractStory[] {
  const left = Object.fromEntries(Object.entries(NOT_ASKED).filter(([id]) => !id.endsWith('*')))
  return readStories(
    served.filter(({ operation: { id }, path }) => READ.test(id) || !isGuarded(id) || path === '/api'),
    {
      headers: { cookie: 'session_id={{session}}' },
      needs: ['session'],
      notAsked: { ...left, 'sps.authentication.*': 'asked in stories of their own' },
      variableOf: (_served, name) => (name === 'key' ? 'item' : undefined),
      queryOf: ({ path }) => (path === '/api/audit/sessions' ? '?limit=2' : ''),
      saidAt: ({ path }) =>
        path.includes(':') || collections.has(path) ? [] : ['/items/*/key', '/items/*/meta/href', '/meta/**'],
      before: ({ path }) =>
        path.includes(':')
          ? [
              {
                name: 'find one',
                method: 'GET',
                path: `${path.slice(0, path.indexOf('/:'))}${path.startsWith('/api/audit/sessions/') ? '?limit=1' : ''}`,
                silent: true,
                keep: { item: { pattern: ITEM } },
              },
            ]
          : [],
    },
  )
}

/** The key of the first member of a list, whatever stands before it in the member. */
const ITEM = String.raw`"items":\s*\[\s*\{(?:"body":.*?\},)?\s*"key":\s*"([^"]+)"`

function isGuarded(id: string): boolean {
  return Object.keys(NOT_ASKED).some((one) => one.endsWith('*') && id.startsWith(one.slice(0, -1)))
}

export const spsContract = lazily((): SurfaceContract => ({
  credentials: {
    user: { description: 'a local user with all rights', required: true },
    password: { description: 'the password of the user', required: true },
    limitedUser: { description: 'a user without the right to use the REST API' },
    limitedPassword: { description: 'the password of that user' },
  },
  builtIn: { user: 'admin', password: 'a', limitedUser: 'noapi', limitedPassword: 'noapi' },
  derived,
  recognise: {
    step: { name: 'is it there', method: 'GET', path: '/api/authentication' },
    is: ({ status, body }) =>
      [200, 400, 401].includes(status) && /^\s*\{[^]*"(?:meta|error)"\s*:[^]*\}\s*$/.test(body),
    expects: 'an answer of the REST API at /api/authentication',
  },
  admission: {
    story: 'sign in',
    is: ({ status, headers }) =>
      status === 200 && headers.some(([, value]) => value.startsWith('session_id=')),
  },
  version: { operation: 'sps.info.get', pattern: /"firmware_version":\s*"([^"]+)"/ },
  stories: [signIn, ...readingRefusals, ...reads(), ...writingStories],
  notAsked: NOT_ASKED,
  said: [
    '/meta/parent',
    '/meta/transaction',
    '/meta/limit',
    '/status',
    '/transaction/**',
    '/body/firmware_version',
    '/body/version',
    '/body/plugin_sdk_version/**',
    '/health_status',
  ],
  discriminator: 'selection',
  volatile: {},
  throttles: ({ status }) => status === 429,
}))

function derived({ user = '', password = '', limitedUser, limitedPassword }: Variables): Variables {
  const basic = (name: string, secret: string): string =>
    `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`
  return {
    basic: basic(user, password),
    wrongBasic: basic(user, 'pam-mock-probe-wrong'),
    ...(limitedUser !== undefined &&
      limitedPassword !== undefined && { limitedBasic: basic(limitedUser, limitedPassword) }),
  }
}
