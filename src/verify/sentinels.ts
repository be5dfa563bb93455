/**
 * Finds out where a free text or number shows: an emulator is set to one that stands nowhere else, and what the target has
 * in its place is the value. A wording's own places (`{name}`) are marked, so that the target's text gets them back.
 */
import type { Flat, Place } from './flatten.ts'
import type { Knob } from './knobs.ts'

/** A knob with the value that it is looked for by. */
export interface Sentinel {
  readonly knob: Knob
  readonly value: string | number
}

const BEGIN = 'Zq7a'
const END = 'Zq7z'
const PLACE = 'Zq7p'
const CLOSE = 'Zq7c'

/** @param usual what it is else @returns nothing where its schema takes none */
export function textSentinel(knob: Knob, number: number, usual: unknown): Sentinel | undefined {
  const wording = typeof usual === 'string' ? usual : ''
  const places = [...wording.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  // With blanks around, so that what is put in is known for what it is.
  const marked = places.map((name) => `${PLACE}${name}${PLACE} {${name}} ${CLOSE}`).join('')
  const plain = `${BEGIN}${number}x${marked}${END}`
  const forms = [
    // What is no media type would be sent as another.
    ...(/^\w+\/[\w.+-]+/.test(wording) ? [`application/${plain}`] : []),
    plain,
    `/${plain}`,
    `http://${plain.toLowerCase()}.test`,
    String(7_700_000 + number),
    `77.7.${number}`,
  ]
  const value = forms.find((form) => knob.takes(form))
  return value === undefined ? undefined : { knob, value }
}

/** Numbers that are no status, port or usual limit. */
const NUMBERS = [479, 4_321_000, 61, 437, 1]

export function numberSentinel(knob: Knob): Sentinel | undefined {
  const value = NUMBERS.find((one) => knob.takes(one))
  return value === undefined ? undefined : { knob, value }
}

/**
 * The texts or numbers that stand in the target's answer where the sentinel stands in the emulator's.
 *
 * @param usual what the other wordings are, by their numbers
 */
export function valuesFor(
  sentinel: Sentinel,
  emulator: Flat,
  target: Flat,
  usual: ReadonlyMap<number, string> = new Map(),
): unknown[] {
  const { knob, value } = sentinel
  return [...emulator].flatMap(([name, place]) => {
    const other = target.get(name)
    if (!other) return []
    return pairsOf(place, other).flatMap(([theirs, ours]) => {
      const found =
        typeof value === 'string'
          ? textIn(value, withoutOthers(theirs, value, usual), ours)
          : numberIn(value, theirs, ours)
      return found.filter((one) => knob.takes(one))
    })
  })
}

/** A value of one with what may be its counterpart in the other. */
function pairsOf(one: Place, other: Place): [string, string][] {
  const own = [...one.values].filter((value) => !other.values.has(value))
  const others = [...other.values].filter((value) => !one.values.has(value))
  return own.flatMap((value) => others.map((counterpart) => [value, counterpart] as [string, string]))
}

function textIn(sentinel: string, theirs: string, ours: string): string[] {
  const marker = sentinel.split(PLACE, 1)[0]!.replace(new RegExp(`${END}$`), '')
  const begin = theirs.indexOf(marker)
  if (begin < 0) return []
  const isMarked = sentinel.includes(BEGIN)
  const end = isMarked ? theirs.indexOf(END, begin) + END.length : begin + sentinel.length
  const [before, after] = [theirs.slice(0, begin), theirs.slice(end)]
  if (end < begin || ours.length < before.length + after.length) return []
  if (!ours.startsWith(before) || !ours.endsWith(after)) return []
  let text = ours.slice(before.length, ours.length - after.length)
  for (const { name, filled } of placesIn(theirs.slice(begin, end)))
    if (filled !== '') text = text.replaceAll(filled, `{${name}}`)
  // What stands for a value of the target's that is none of the wording's own is no part of it.
  return /<[a-z][^<>]*>/.test(text) ? [] : [text]
}

/** What the marks of the sentinel that is looked for are, while the others are taken out. */
const MARKS = [BEGIN, END, PLACE, CLOSE].map((mark, at) => [mark, String.fromCodePoint(at + 1)] as const)

/** A wording that no other one stands in. */
const INNERMOST = new RegExp(`${BEGIN}(\\d+)x((?:(?!${BEGIN}|${END})[^])*)${END}`, 'g')

/** The text with other wordings than this as they usually are: two may stand in one place, one of them in the other. */
function withoutOthers(text: string, sentinel: string, usual: ReadonlyMap<number, string>): string {
  const own = new RegExp(`${BEGIN}(\\d+)x`).exec(sentinel)?.[1]
  let [before, after] = ['', text]
  while (after !== before) {
    before = after
    after = before.replaceAll(INNERMOST, (found, number: string, inner: string) => {
      if (number === own)
        return MARKS.reduce((hidden, [mark, other]) => hidden.replaceAll(mark, other), found)
      // Of what is unknown nothing can be told: the text is none that a target has.
      const wording = usual.get(Number(number)) ?? END
      return placesIn(inner).reduce(
        (filled, { name, filled: value }) => filled.replaceAll(`{${name}}`, value),
        wording,
      )
    })
  }
  return MARKS.reduce((shown, [mark, other]) => shown.replaceAll(other, mark), after)
}

function placesIn(text: string): { name: string; filled: string }[] {
  return [...text.matchAll(new RegExp(`${PLACE}(\\w+?)${PLACE} ([^]*?) ${CLOSE}`, 'g'))]
    .map(([, name = '', filled = '']) => ({ name, filled }))
    .toSorted((a, b) => b.filled.length - a.filled.length)
}

/** Units in which a number may be written, as parts of the knob's own. */
const UNITS = [1, 1000, 60_000, 3_600_000, 1 / 60]

function numberIn(sentinel: number, theirs: string, ours: string): number[] {
  return UNITS.flatMap((unit) => {
    const written = String(sentinel / unit)
    const begin = theirs.search(new RegExp(`(?<![\\d.])${written.replace('.', String.raw`\.`)}(?![\\d.])`))
    if (begin < 0) return []
    const [before, after] = [theirs.slice(0, begin), theirs.slice(begin + written.length)]
    if (!ours.startsWith(before) || !ours.endsWith(after)) return []
    const text = ours.slice(before.length, ours.length - after.length)
    return /^\d+(?:\.\d+)?$/.test(text) ? [Number(text) * unit] : []
  })
}
