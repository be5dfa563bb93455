/** The addresses and ports that a connection policy takes, as `10.40.0.48:22`. */

/** Those of an active connection to single addresses; of any other object none. */
export function claimsOf({ collection, body }: { collection: string | null; body: unknown }): string[] {
  if (!collection?.endsWith('/connections')) return []
  const { active, network } = body as {
    active?: boolean
    network?: { targets?: readonly string[]; ports?: readonly number[] }
  }
  if (!active || !network?.targets || !network.ports) return []
  const { targets, ports } = network
  return targets
    .filter((target) => !target.includes('/') || target.endsWith('/32'))
    .flatMap((target) => ports.map((port) => `${target.split('/')[0]}:${port}`))
}
