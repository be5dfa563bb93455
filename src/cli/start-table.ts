/** What a newcomer sees when the emulator is ready: where it is, and what to sign in with. */
import type { Config } from '../config/load-config.ts'
import type { Server } from '../server/server.ts'
import { readVersion } from '../config/package.ts'

export function startTable({ kernel, urls, authorities }: Server, config: Config): string {
  const { defaultWorkspace: workspace } = kernel
  const width = Math.max(...Object.keys(urls).map((name) => name.length))
  const line = (name: string, text: string): string => `  ${name.padEnd(width)}  ${text}`
  const blocks: string[] = []
  for (const surface of kernel.surfaces) {
    for (const name of Object.keys(surface.urls(''))) blocks.push(line(name, urls[name] ?? ''))
    for (const { label, value } of surface.credentials(workspace.state(surface.slice)))
      blocks.push(line('', `${label}: ${value.replaceAll('\n', '\\n')}`))
    blocks.push('')
  }
  const control = urls['control']
  return [
    `pam-mock ${readVersion()} is ready; each port speaks http and https.`,
    '',
    ...blocks,
    ...(control === undefined ? [] : [line('control', control)]),
    ...(control === undefined || config.tlsCert !== undefined
      ? []
      : [line('', `for https, trust the authority at ${control}/ca.pem`)]),
    ...(authorities.length > 1 ? [line('', `further ports: ${authorities.slice(1).join(', ')}`)] : []),
    '',
    'Press Ctrl+C to stop.',
  ].join('\n')
}
