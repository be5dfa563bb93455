/** Whose credentials they are, as `/v1/users` of CAS 6 tells it: the module's own objects, with their Java types. */
import type { GrantingTicketRow, UserRow } from '../state.ts'
import { inMapOrder } from '../wire/java-map.ts'
import { FLAVOURS } from '../flavours.ts'
import { ofAuthentication, ofPrincipal, type AttributeValue } from './cas-attributes.ts'

const PACKAGE = 'org.apereo.cas.authentication'

type SignedIn = Pick<GrantingTicketRow, 'ip' | 'userAgent' | 'createdAt'>

export function casUserView(user: UserRow, signedIn: SignedIn, serverIp: string): object {
  const { handler } = FLAVOURS['6.5']
  const { login } = user
  const principal = { '@class': `${PACKAGE}.principal.SimplePrincipal`, id: login }
  const metaData = {
    '@class': `${PACKAGE}.metadata.BasicCredentialMetaData`,
    id: login,
    credentialClass: `${PACKAGE}.credential.UsernamePasswordCredential`,
  }
  return {
    authentication: {
      '@class': `${PACKAGE}.DefaultAuthentication`,
      authenticationDate: new Date(signedIn.createdAt).toISOString(),
      principal: { ...principal, attributes: inOrder(ofPrincipal(user)) },
      credentials: [metaData],
      attributes: inOrder(ofAuthentication('6.5', { granting: signedIn, serverIp })),
      successes: {
        [handler]: {
          '@class': `${PACKAGE}.DefaultAuthenticationHandlerExecutionResult`,
          handlerName: handler,
          credentialMetaData: metaData,
          principal,
        },
      },
    },
    credentialProvided: true,
  }
}

function inOrder(values: Readonly<Record<string, readonly AttributeValue[]>>): object {
  return Object.fromEntries(inMapOrder(Object.keys(values)).map((name) => [name, values[name]!.map(plain)]))
}

/** A time is in whole seconds here. */
function plain(value: AttributeValue): unknown {
  return typeof value === 'object' ? Math.floor(value.epochMs / 1000) : value
}
