/** What came, and nothing else. */

type Present<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> }

/** A record without its undefined members. */
export function present<Members extends Record<string, unknown>>(members: Members): Present<Members> {
  const defined = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(defined) as Present<Members>
}
