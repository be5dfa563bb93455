/** The lenient reader's cost, counted in steps and not in time. */
import { describe, expect, it } from 'vitest'
import { parseLenient } from './tokener.ts'

/** A text that counts how many of its characters were looked at. */
class CountedText extends String {
  looked = 0

  override charAt(at: number): string {
    this.looked += 1
    return super.charAt(at)
  }

  override slice(from?: number, to?: number): string {
    const part = super.slice(from, to)
    this.looked += part.length
    return part
  }
}

/** Texts that make a reader go back, or look far ahead, when it can be made to. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  'one long string': (size) => `{"a":"${'x'.repeat(size)}"}`,
  'a string of escapes': (size) => `{"a":"${String.raw`\n`.repeat(size)}"}`,
  'a string of unicode escapes': (size) => `{"a":"${String.raw`\u0041`.repeat(size)}"}`,
  'an unterminated string': (size) => `{"a":"${'x'.repeat(size)}`,
  'blanks between tokens': (size) => `{${' '.repeat(size)}"a"${' '.repeat(size)}:${' '.repeat(size)}1}`,
  'a bare word that ends in blanks': (size) => `{a:x${' '.repeat(size)}}`,
  'blanks within a bare word': (size) => `{a:${'x '.repeat(size)}}`,
  'many members': (size) => `{${Array.from({ length: size }, (_, at) => `k${at}:${at}`).join(',')}}`,
  'a long array': (size) => `{a:[${'1,'.repeat(size)}]}`,
  'gaps in an array': (size) => `{a:[${','.repeat(size)}]}`,
  'many small objects': (size) => `{a:[${'{b:1},'.repeat(size)}]}`,
  'separators alone': (size) => `{${','.repeat(size)}}`,
  'depth up to the limit': (size) => '{a:'.repeat(size),
  'a tail that is ignored': (size) => `{a:1}${'}'.repeat(size)}`,
}

describe('Reading INPUT_DATA', () => {
  it.each(Object.entries(shapes))('looks at each character a few times at most: %s', (_, shape) => {
    for (const size of [100, 1000, 10_000]) {
      const text = new CountedText(shape(size))
      // The reader takes any text that has `charAt` and `slice`; this one counts.
      parseLenient(text as unknown as string)
      expect(text.looked, `${size}`).toBeLessThanOrEqual(5 * text.length + 10)
    }
  })
})
