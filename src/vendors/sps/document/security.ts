/** How a caller shows who it is. */
import type { SecurityRequirement } from '../../../kernel/surface/document.ts'
import type { SpsOperation } from '../operation.ts'

export const securitySchemes = {
  basic: {
    type: 'http',
    scheme: 'basic',
    description:
      'User name and password, at the login alone (GET /api/authentication); it opens a session. With the setting sps.basicEverywhere every path takes them.',
  },
  clientCertificate: {
    type: 'mutualTLS',
    description:
      'The certificate of the connection, at the login alone (GET /api/authentication?type=x509); it opens a session.',
  },
  sessionCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'session_id',
    description: 'The session, as the login sets it and every answer renews it.',
  },
  sessionHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'session_id',
    description: 'The session, in a header of the same name.',
  },
  browserToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Token',
    description:
      'The "token" of GET /api/user/info. From 7.5 on a change needs it besides the session when its User-Agent begins with "Mozilla"; other requests may leave it out.',
    'x-pam-mock-profiles': ['8.0', '7.5'],
  },
  apiKeyBearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An API key of POST /api/user/api_keys. No source shows how one is presented (sps.apiKeyHeaders).',
    'x-pam-mock-profiles': ['8.0', '7.5'],
  },
  apiKeyAuthorization: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'The same as "Authorization: ApiKey <key>".',
    'x-pam-mock-profiles': ['8.0', '7.5'],
  },
  apiKeyHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'The same in a header of its own.',
    'x-pam-mock-profiles': ['8.0', '7.5'],
  },
} as const

type Schemes = readonly (keyof typeof securitySchemes)[]

const needs = (...schemes: Schemes): SecurityRequirement =>
  Object.fromEntries(schemes.map((scheme) => [scheme, []]))

/** Of most operations. */
export const security: readonly SecurityRequirement[] = [
  needs('sessionCookie'),
  needs('sessionCookie', 'browserToken'),
  needs('sessionHeader'),
  needs('sessionHeader', 'browserToken'),
  needs('apiKeyBearer'),
  needs('apiKeyAuthorization'),
  needs('apiKeyHeader'),
]

const LOGIN = [needs('basic'), needs('clientCertificate'), needs('sessionCookie'), needs('sessionHeader')]
const ANYBODY: readonly SecurityRequirement[] = []
const ANYBODY_OR_USER = [needs(), ...security]

export function securityOf({ id, anonymous, route }: SpsOperation): readonly SecurityRequirement[] {
  if (id === 'sps.authentication.login') return LOGIN
  if (!anonymous || String(route).startsWith('DELETE ')) return security
  // Users are told more of the appliance.
  return id === 'sps.info.get' ? ANYBODY_OR_USER : ANYBODY
}
