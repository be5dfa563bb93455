/** Truth in a parameter, as Spring reads it. */
const TRUE: ReadonlySet<string> = new Set(['true', 'on', 'yes', '1'])

export function isTrue(text: string): boolean {
  return TRUE.has(text.trim().toLowerCase())
}

/** Whether credentials must be new, as Spring binds it: the name in any case, and of several values none that is true. */
export function isRenewal(query: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const values = Object.entries(query).filter(([name]) => name.toLowerCase() === 'renew')
  return isTrue(values.flatMap(([, value]) => value ?? '').join(','))
}
