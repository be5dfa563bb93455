/** How callers say who they are. */
import type { SecurityRequirement } from '../../../kernel/surface/document.ts'
import { pmpSettings, type PmpSettings } from '../settings.ts'

const AUTHTOKEN = 'AUTHTOKEN'
const APP_AUTHTOKEN = 'APP_AUTHTOKEN'

export function securitySchemes(): Readonly<Record<string, object>> {
  return {
    authToken: key('header', AUTHTOKEN, 'Token of an API user.', 'header'),
    authTokenInQuery: key(
      'query',
      AUTHTOKEN,
      'The same in the query; the REST API then answers in the order and the words of 2014, unless a profile is set. A path of the PKI API may end in `/AUTHTOKEN=…` instead.',
      'query',
    ),
    appAuthToken: key(
      'header',
      APP_AUTHTOKEN,
      "Token of an application, such as the vendor's Ansible plug-in.",
      'application',
    ),
    appAuthTokenInQuery: key('query', APP_AUTHTOKEN, 'The same in the query.', 'application'),
    sessionKey: key(
      'header',
      AUTHTOKEN,
      'AUTHKEY of an interactive session, which `POST /api/json/auth` answers; it is sent as a token is.',
      'header',
    ),
  }
}

/** Any of them. */
export const ANY: readonly SecurityRequirement[] = [
  { authToken: [] },
  { authTokenInQuery: [] },
  { appAuthToken: [] },
  { appAuthTokenInQuery: [] },
  { sessionKey: [] },
]

/** Of the names, one asks for nobody. */
export const ANY_OR_NONE: readonly SecurityRequirement[] = [...ANY, {}]

function key(place: string, name: string, description: string, way: keyof PmpSettings['tokens']): object {
  const profiles = pmpSettings.profiles.filter(
    (profile) => pmpSettings.resolve(profile, undefined).tokens[way],
  )
  return {
    type: 'apiKey',
    in: place,
    name,
    description,
    ...(profiles.length < pmpSettings.profiles.length && { 'x-pam-mock-profiles': profiles }),
  }
}
