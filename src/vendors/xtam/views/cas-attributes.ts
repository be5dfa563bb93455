/** What the module tells a service of a user, and of how the user signed in. */
import { FLAVOURS } from '../flavours.ts'
import type { GrantingTicketRow, ServiceTicketRow, UserRow } from '../state.ts'
import { inMapOrder } from '../wire/java-map.ts'
import type { CasFlavour } from '../rows/words.ts'

export type AttributeValue = string | boolean | { readonly epochMs: number }

export interface Attribute {
  readonly name: string
  readonly values: readonly AttributeValue[]
}

export interface SignedIn {
  readonly user: UserRow
  readonly ticket: ServiceTicketRow
  readonly granting: GrantingTicketRow
  /** Address of the module itself. */
  readonly serverIp: string
}

/** All of them, in the order of the module's map. */
export function attributesOf(flavour: CasFlavour, signedIn: SignedIn): Attribute[] {
  const { user, ticket } = signedIn
  const values: Record<string, readonly AttributeValue[]> = {
    ...ofPrincipal(user),
    ...ofAuthentication(flavour, signedIn),
    isFromNewLogin: [ticket.fromNewLogin],
    longTermAuthenticationRequestTokenUsed: [false],
  }
  return inMapOrder(Object.keys(values)).map((name) => ({ name, values: values[name]! }))
}

/** Whether XTAM's directory gives the module these is our reading. */
export function ofPrincipal({ firstName, lastName, email, groups }: UserRow) {
  return { firstName: [firstName], lastName: [lastName], email: [email], memberOf: groups }
}

/** How and from where the user signed in. */
export function ofAuthentication(
  flavour: CasFlavour,
  {
    granting,
    serverIp,
  }: {
    readonly granting: Pick<GrantingTicketRow, 'ip' | 'userAgent' | 'createdAt'>
    readonly serverIp: string
  },
): Record<string, readonly AttributeValue[]> {
  const { handler } = FLAVOURS[flavour]
  return {
    credentialType: ['UsernamePasswordCredential'],
    ...(flavour === '6.5' && { clientIpAddress: [granting.ip] }),
    authenticationDate: [{ epochMs: granting.createdAt }],
    authenticationMethod: [handler],
    ...(flavour === '6.5' && { geoLocation: ['unknown'] }),
    successfulAuthenticationHandlers: [handler],
    ...(flavour === '6.5' && {
      serverIpAddress: [serverIp],
      userAgent: [granting.userAgent || 'unknown'],
    }),
  }
}
