/** What can go wrong, in the product's terms. How the product says it stands in `envelope.ts`. */
import { DomainError, type Reason } from '../../kernel/errors.ts'

export type PmpErrorCode =
  | 'token.missing'
  | 'token.unknown'
  | 'token.expired'
  | 'token.rest-disabled'
  | 'user.disabled'
  | 'sign-in.refused'
  | 'sign-in.second-factor'
  | 'sign-in.no-single-sign-on'
  | 'host.mismatch'
  | 'licence.missing'
  | 'content.harmful'
  | 'method.wrong'
  | 'path.invalid'
  | 'input.malformed'
  | 'input.field-missing'
  | 'input.invalid'
  | 'custom-field.undefined'
  | 'role.not-allowed'
  | 'access.insufficient'
  | 'resource.not-found'
  | 'resource.exists'
  | 'account.not-found'
  | 'account.hidden'
  | 'account.in-use'
  | 'account.not-approved'
  | 'account.not-checked-out'
  | 'account.no-access-control'
  | 'request.exists'
  | 'request.not-found'
  | 'request.not-approver'
  | 'request.own'
  | 'request.already-approved'
  | 'account.exists'
  | 'user.exists'
  | 'user.self'
  | 'user.not-found'
  | 'user-group.not-found'
  | 'resource-group.not-found'
  | 'resource-group.exists'
  | 'organization.not-found'
  | 'personal.not-found'
  | 'personal.passphrase'
  | 'personal.disabled'
  | 'trash.not-found'
  | 'file.none'
  | 'totp.none'
  | 'certificate.not-found'
  | 'csr.not-found'
  | 'ssh-key.not-found'
  | 'reason.missing'
  | 'ticket.invalid'
  | 'ticket.system-down'
  | 'password.policy'
  | 'password.reused'
  | 'policy.not-found'
  | 'password.reset-failed'

/** Where the rules stand that several refusals share. */
export const REST_2014 = 'REST 2014'
export const INTERACTIVE = 'clients C6 and C16'
export const OUR_READING = 'our reading, not documented'

/** A refusal. Its rule id in the journal is the code with the surface's name before it. */
export class PmpError extends DomainError<PmpErrorCode> {
  /** What a few refusals answer as `Details`, for a client to go on with. */
  details: unknown

  constructor(code: PmpErrorCode, message: string, source: string, facts?: Readonly<Record<string, string>>) {
    const reason: Reason = { rule: `pmp.${code}`, message, source }
    super(code, reason, facts)
    this.name = 'PmpError'
  }
}
