/** The product's input filter; which patterns trip it is not published. */
import type { Visit } from './call.ts'
import { INTERACTIVE, PmpError } from './errors.ts'
import { bodyText, inputSource } from './wire/body.ts'
import { decodeForm } from './wire/form-encoding.ts'
import { findInputData } from './wire/input-data.ts'
import { parseLenient, type LenientValue } from './wire/tokener.ts'

/**
 * Looks at what was sent, at what it is once percent-decoded, and at the texts in INPUT_DATA: JSON has escapes of its
 * own, such as `\u003c`.
 *
 * @throws PmpError when a pattern of the knob is in there
 */
export function requireHarmless({ world, query, body }: Visit): void {
  const { settings } = world
  const sent = `${query}\n${bodyText(body) ?? ''}`
  const texts = [sent, decodeForm(sent)]
  const input = findInputData(inputSource(body, query), settings)
  const document = input.ok ? parseLenient(input.text) : undefined
  if (document?.ok) collectTexts(document.value, texts)
  const text = texts.join('\n').toLowerCase()
  const found = settings.contentFilter.patterns.find((pattern) => text.includes(pattern.toLowerCase()))
  if (found === undefined) return
  throw new PmpError(
    'content.harmful',
    `The input holds "${found}", which the content filter (knob "contentFilter") is set to refuse.`,
    INTERACTIVE,
  )
}

/** Names and values; the reader limits how deep they lie. */
function collectTexts(value: LenientValue, into: string[]): void {
  if (typeof value === 'string') into.push(value)
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    into.push(name)
    collectTexts(member, into)
  }
}
