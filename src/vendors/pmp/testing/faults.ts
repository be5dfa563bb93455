/** Failures that only this product has, for a fault to name. Each is said as if its cause were there. */
import { refuse } from '../../../kernel/http/http.ts'
import type { VendorFault } from '../../../kernel/surface/surface.ts'
import { sendRefusal } from '../envelope.ts'
import { OUR_READING, PmpError, type PmpErrorCode } from '../errors.ts'
import { nameOf, styleOf } from '../style.ts'
import { hangUp } from '../wire/unheard.ts'

const EXTENSION = "the vendor's browser extension (client C6)"

export const faults: Readonly<Record<string, VendorFault>> = {
  'token-expired': refusing(
    'token.expired',
    'The validity of the token has ended',
    `REST 2014, "Create API User Accounts"; the answer is ${OUR_READING}`,
  ),
  'wrong-host': refusing(
    'host.mismatch',
    'The token is bound to another host',
    'tardate/LittleCodingKata (client C1)',
  ),
  'host-unresolved': {
    summary: "The API user's host does not resolve, and the connection is closed without an answer",
    source: 'tardate/LittleCodingKata (client C1)',
    act: (request, reply) => void hangUp(request, reply, 'the caller'),
  },
  licence: refusing(
    'licence.missing',
    'The edition has no licence for the operation',
    `REST pages: Enterprise edition only; the answer is ${OUR_READING}`,
  ),
  'harmful-content': refusing(
    'content.harmful',
    'The input trips the content filter, which answers 599',
    EXTENSION,
  ),
  'in-use': refusing(
    'account.in-use',
    'Somebody else has the password checked out',
    `password access control workflow; the answer is ${OUR_READING}`,
  ),
  'ticket-system-down': refusing('ticket.system-down', 'The ticket system cannot be reached', EXTENSION),
}

function refusing(code: PmpErrorCode, summary: string, source: string): VendorFault {
  return {
    summary,
    source,
    act(request, reply) {
      const error = new PmpError(code, `A fault that is in place stands for this: ${summary}.`, source)
      refuse(request, error.reason)
      sendRefusal(reply, styleOf(request), nameOf(request), error)
    },
  }
}
