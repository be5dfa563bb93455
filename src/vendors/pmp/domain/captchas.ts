/** Captchas that are shown after failures in a row (client C6 shows one when it is told to, from build 10102 on). */
import { sameSecret } from '../../../kernel/secret.ts'
import type { PmpWorld } from './world.ts'

const FROM_BUILD = 10_102
const ID_DIGITS = 16

/** What came of a captcha, as texts of the request. */
export interface SolvedCaptcha {
  readonly id: string | undefined
  readonly characters: string | undefined
}

/** Whether the captcha that was shown last is solved, or none was. */
export function isSolved(world: PmpWorld, whose: string, { id, characters }: SolvedCaptcha): boolean {
  const shown = world.tables.captchas.get(whose)?.captchaId ?? null
  if (shown === null) return true
  return id === shown && characters !== undefined && sameSecret(world.settings.captcha.text, characters)
}

/** Counts a failure. @returns `Details` that show a captcha, once it was one too many */
export function countFailure(world: PmpWorld, whose: string): Readonly<Record<string, string>> | undefined {
  const { captchas } = world.tables
  const { captcha, buildNumber } = world.settings
  if (captcha.afterFailures === 0 || Number(buildNumber) < FROM_BUILD) return undefined
  const failures = (captchas.get(whose)?.failures ?? 0) + 1
  const captchaId = failures < captcha.afterFailures ? null : world.ids.hex(ID_DIGITS)
  world.update(() => captchas.put(whose, { failures, captchaId }))
  return captchaId === null ? undefined : { CAPTCHAID: captchaId, SHOWCAPTCHA: 'true' }
}

/** A success ends the row of failures. */
export function forgetFailures(world: PmpWorld, whose: string): void {
  const { captchas } = world.tables
  if (captchas.has(whose)) world.update(() => captchas.delete(whose))
}
