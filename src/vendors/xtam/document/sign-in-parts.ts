/** What the answers of the sign-in module share: whose they are, headers, redirects, and one text under several types. */
import type { Deferred } from '../../../kernel/schema.ts'
import type { DocumentAnswer } from '../../../kernel/surface/document.ts'
import { page } from '../schemas/answers.ts'
import type { XtamSettings } from '../settings.ts'
import { messagePage } from '../wire/pages/cas.ts'
import type { Told } from './told.ts'

export type Maker = (operation: Told, settings: XtamSettings) => readonly DocumentAnswer[]

export const TICKET = 'ST-1-QpCDXpKkTJJVS6GoStNhTPMl-xtam'
export const LOGIN = 'xtam_login'

/** @param example what may stand in it */
export function header(description: string, example: string) {
  return { description, schema: { type: 'string', examples: [example] } }
}

/** A servlet's redirect, which has no body. */
export function redirect(description: string, location: string): DocumentAnswer {
  return { status: 302, description, headers: { Location: header('Where to go on', location) } }
}

type Texts = Readonly<Record<string, unknown>>

/** The same under each of these types. */
export function under(types: readonly string[], schema: Deferred, examples?: Texts) {
  const shown =
    examples && Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]))
  return {
    content: Object.fromEntries(types.map((type) => [type, schema])),
    ...(shown && { exampleObjects: Object.fromEntries(types.map((type) => [type, shown])) }),
  }
}

export const throttledAnswer = (settings: XtamSettings): DocumentAnswer => ({
  status: settings.cas.throttle.status,
  description: 'Too many wrong passwords (knob cas.throttle.attempts, off by default).',
  content: { 'text/html': page },
  examples: { throttled: messagePage(settings, settings.texts.throttledTitle, settings.texts.throttled) },
})
