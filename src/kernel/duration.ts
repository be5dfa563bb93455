const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * Reads a span of time: a number of milliseconds, or a text such as `90s`, `20m`, `2h`, `1d`, `250ms` or `1h30m`.
 *
 * @returns milliseconds, or `undefined` when the text is no duration
 */
export function parseDuration(value: number | string): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  const text = value.trim()
  if (/^-?\d{1,15}$/.test(text)) return Number(text)
  const sign = text.startsWith('-') ? -1 : 1
  const parts = text.slice(sign < 0 ? 1 : 0).match(/\d{1,12}(?:\.\d{1,6})?(?:ms|s|m|h|d)/g)
  if (!parts || parts.join('').length !== text.length - (sign < 0 ? 1 : 0)) return undefined
  let total = 0
  for (const part of parts) {
    const unit = part.endsWith('ms') ? 'ms' : part.slice(-1)
    total += Number(part.slice(0, -unit.length)) * (UNITS[unit] ?? 0)
  }
  return sign * total
}
