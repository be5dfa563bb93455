/**
 * What an unquoted word of INPUT_DATA stands for.
 *
 * The rules are those of org.json's `stringToValue`, in its form since 2013. Earlier releases turned `007` into 7 and
 * `0x1F` into 31; the later form leaves such words as text, which also keeps an unquoted password whole. Which
 * release the product ships is not known.
 */

/**
 * Converts an unquoted word: `true`, `false` and `null` in any case, numbers, and text for all the rest. Python's
 * `None` is text as well.
 *
 * Differences from Java, both on purpose: an integer too large for a JavaScript number stays the text it was
 * written as (Java would hold it in a `long` and print the same digits), and a hexadecimal fraction such as
 * `0x1.8p1` stays text.
 *
 * @param word - the word without surrounding blanks
 * @example
 * bareValue('TRUE') // true
 * bareValue('303') // 303
 * bareValue('007') // '007'
 */
export function bareValue(word: string): string | number | boolean | null {
  switch (word.length <= 5 ? word.toLowerCase() : word) {
    case 'true':
      return true
    case 'false':
      return false
    case 'null':
      return null
    default:
      return looksNumeric(word) ? (numberFrom(word) ?? word) : word
  }
}

/** Words such as `.5` and `+5` are text to org.json: it looks at the first character alone. */
function looksNumeric(word: string): boolean {
  const first = word.charAt(0)
  return first === '-' || isDigit(first)
}

function numberFrom(word: string): number | undefined {
  if (word === '-0') return -0
  return word.includes('.') || word.includes('e') || word.includes('E') ? decimal(word) : integer(word)
}

/** Only the one canonical spelling counts, so `007` and `1_000` are text. */
function integer(word: string): number | undefined {
  const value = Number(word)
  return Number.isSafeInteger(value) && String(value) === word ? value : undefined
}

/**
 * Java's `Double.valueOf`, which also takes a type letter at the end (`1.5d`). `Number` is wider than Java in two
 * ways, blanks at the ends and `0x`, and both are ruled out first.
 */
function decimal(word: string): number | undefined {
  const digits = /[dDfF]$/.test(word) ? word.slice(0, -1) : word
  const last = digits.at(-1) ?? ''
  if (!isDigit(last) && last !== '.') return undefined
  if (word.charAt(1) === 'x' || word.charAt(1) === 'X') return undefined
  const value = Number(digits)
  return Number.isFinite(value) ? value : undefined
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}
