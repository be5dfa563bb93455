/** Starts the whole emulator on free ports of this machine, for clients that need a wire. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { configFromOptions } from '../../src/config/load-config.ts'
import { startServer, type Server, type ServerParts } from '../../src/server/server.ts'
import './control-answer-check.ts'

export interface RunningServer extends Server {
  /** `http://127.0.0.1:<port>` and its twin with TLS. */
  readonly http: string
  readonly tls: string
  /** A file with the authority to trust, in PEM. */
  readonly caFile: string
  /** A folder of the test's own. */
  readonly folder: string
}

/** @param parts in place of all products, and of silence */
export async function startWholeServer(
  options: object = {},
  parts: ServerParts = {},
): Promise<RunningServer> {
  const server = await startServer(configFromOptions(options), parts)
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  onTestFinished(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, await server.authority())
  const [authority] = server.authorities
  return { ...server, http: `http://${authority}`, tls: `https://${authority}`, caFile, folder }
}
