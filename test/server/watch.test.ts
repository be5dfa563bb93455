import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { configFromOptions } from '../../src/config/load-config.ts'
import { startServer } from '../../src/server/server.ts'
import { toySurface } from '../support/toy-box/index.ts'

async function startWatching() {
  const fixtures = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  mkdirSync(join(fixtures, 'toy'))
  const write = (text: string): void => writeFileSync(join(fixtures, 'toy/toys.json'), text)
  const paint = (colour: string): void => write(JSON.stringify({ toys: [{ name: 'ball', colour }] }))
  paint('red')
  const lines: string[] = []
  const logger = pino({ base: null }, { write: (line: string) => void lines.push(line) })
  const config = configFromOptions({ fixtures, watch: true })
  const server = await startServer(config, { surfaces: [toySurface], logger })
  onTestFinished(async () => {
    await server.close()
    rmSync(fixtures, { recursive: true, force: true })
  })
  const ball = async (workspace = ''): Promise<unknown> =>
    (
      (await (await fetch(`http://${server.authorities[0]}${workspace}/toy/ball`)).json()) as {
        colour: unknown
      }
    ).colour
  return { server, write, paint, ball, lines }
}

describe('with --watch', () => {
  it('every world begins anew on fixtures that have changed, but those with their own stay', async () => {
    const { server, paint, ball } = await startWatching()
    server.kernel.createWorkspace({ id: 'team1' })
    const own = { toy: { toys: [{ name: 'ball', colour: 'white' }] } }
    server.kernel.createWorkspace({ id: 'own', fixtures: own })
    server.kernel.defaultWorkspace.clock.advance(5000)
    expect([await ball(), await ball('/w/team1')]).toEqual(['red', 'red'])
    paint('blue')
    await vi.waitFor(async () => expect(await ball()).toBe('blue'), 5000)
    expect([await ball('/w/team1'), await ball('/w/own')]).toEqual(['blue', 'white'])
    expect(server.kernel.createWorkspace({ id: 'new' }).id).toBe('new')
    expect(await ball('/w/new')).toBe('blue')
    expect(server.kernel.defaultWorkspace.clock.state().offsetMs).toBe(5000)
  })

  it('broken fixtures leave all as it is, and the log says why', async () => {
    const { write, paint, ball, lines } = await startWatching()
    write('{"toys": [{"name": "ball"}]}')
    await vi.waitFor(() => expect(lines.join('')).toContain('toys[0].colour'), 5000)
    expect(await ball()).toBe('red')
    paint('green')
    await vi.waitFor(async () => expect(await ball()).toBe('green'), 5000)
  })
})

it.each([
  [{ watch: true }, '--watch needs --fixtures beside it.'],
  [{ watch: true, fixtures: '.', data: 'state.json' }, '--watch and --data exclude each other'],
])('%j is refused', (options, sentence) => {
  expect(() => configFromOptions(options)).toThrow(sentence)
})
