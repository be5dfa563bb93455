/** Truth in a parameter, as Spring reads it. */
const TRUE: ReadonlySet<string> = new Set(['true', 'on', 'yes', '1'])

export function isTrue(text: string): boolean {
  return TRUE.has(text.trim().toLowerCase())
}
