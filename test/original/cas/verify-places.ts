/** What `pam-mock verify` tells of an answer, at the places of `compare.ts`, by which `accepted.json` knows them. */
import type { Place } from './compare.ts'

const WORDS = /^page (?:h\d|p|div|button|label|li|t[dh]|dt|dd|legend|pre|link)\b/
const NONE = '(none)'

/** The differences of one answer. */
export function placesOf(differences: readonly Place[]): Place[] {
  const said = differences
    .filter(({ place }) => WORDS.test(place))
    .map(({ original }) => original.toLowerCase())
    .join('\n')
  return differences.flatMap(({ place, ...sides }) => {
    const original = sides.original.replaceAll('<host>', '<cas>')
    const emulator = sides.emulator.replaceAll('<host>', '<cas>')
    if (place === 'headers') return headerPlaces(original, emulator)
    if (place.startsWith('cookie ')) return cookiePlaces(place, original, emulator)
    // A page that says less than the original's, and nothing else.
    const isLess = WORDS.test(place) && (emulator === NONE || said.includes(emulator.toLowerCase()))
    return [{ place: isLess ? 'page words' : place, original, emulator }]
  })
}

/** Headers that only one side has, and the order of those that both have. */
function headerPlaces(original: string, emulator: string): Place[] {
  const [ours, theirs] = [original, emulator].map((list) => list.toLowerCase().split(', ')) as [
    string[],
    string[],
  ]
  const [more, less] = [without(ours, theirs), without(theirs, ours)]
  const places = [
    ...more.map((name) => ({ place: `header ${name}`, original: 'sent', emulator: NONE })),
    ...less.map((name) => ({ place: `header ${name}`, original: NONE, emulator: 'sent' })),
  ]
  const [own, other] = [without(ours, more), without(theirs, less)].map((list) => list.join(', '))
  return own === other ? places : [...places, { place: 'headers', original: own!, emulator: other! }]
}

/** As often as it is there more. */
function without(names: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return names.filter((name) => {
    const at = left.indexOf(name)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function cookiePlaces(place: string, original: string, emulator: string): Place[] {
  const [own, other] = [original, emulator].map((line) => line.replace(/; Secure\b/i, ''))
  const [isSecure, isOtherSecure] = [original, emulator].map((line) => String(/; Secure\b/i.test(line)))
  return [
    { place, original: own!, emulator: other! },
    { place: `${place} secure`, original: isSecure!, emulator: isOtherSecure! },
  ].filter((one) => one.original !== one.emulator)
}
