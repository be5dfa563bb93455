/** What is thrown to refuse by a rule, for a fault that says so. */
import type { Refusal } from '../../../kernel/faults/faults.ts'
import { XtamError, type WireText, type XtamErrorCode } from '../errors.ts'

/** Why a sign-in or a token is refused is noted where the request is seen first; whoever asks reads one answer for all. */
const OF_CALLERS = /^xtam\.(?:auth|token)\.(?!without-service$)/

/** @returns nothing where the rule is one of the sign-in pages, which say it with another page */
export function refusal({ code, text, reason, facts }: Refusal): XtamError | undefined {
  const said = code ?? (OF_CALLERS.test(reason.rule) ? 'unauthenticated' : undefined)
  if (said === undefined) return undefined
  const wire = text === undefined ? {} : { text: text as NonNullable<WireText['text']>, values: facts }
  return new XtamError(said as XtamErrorCode, reason, wire)
}
