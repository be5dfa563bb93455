import { beforeAll, describe, expect, it } from 'vitest'
import { lineOf } from '../../src/cli/tail/line.ts'
import type { JournalEntry } from '../../src/kernel/journal/entry.ts'
import { build, run } from '../support/cli.ts'
import { startWholeServer } from '../support/server.ts'

const entry = (more: Partial<JournalEntry> = {}): JournalEntry => ({
  id: '1',
  at: '2026-03-01T12:00:00.123Z',
  workspace: 'default',
  surface: 'sps',
  operation: 'sps.configuration.list',
  request: { method: 'GET', path: '/api/configuration', headers: {}, body: null },
  response: { status: 200, headers: {}, body: '' },
  durationMs: 1.26,
  ...more,
})

describe('a line for people', () => {
  it('says what was asked, and why it was refused', () => {
    const reason = { rule: 'sps.session.missing', message: 'Log in.', source: 'Guide, 1' }
    expect(lineOf(entry(), false)).toBe(
      '12:00:00.123 ✓ 200 GET /api/configuration sps.configuration.list 1.3 ms',
    )
    expect(lineOf(entry({ reason, response: { status: 401, headers: {}, body: '' } }), false)).toBe(
      '12:00:00.123 ✕ 401 GET /api/configuration sps.configuration.list 1.3 ms\n' +
        '             sps.session.missing Log in. (Guide, 1)',
    )
  })

  it('says that a connection was cut, and by which fault', () => {
    const cut = { fault: 'f-1', response: { status: 0, headers: {}, body: null } }
    expect(lineOf(entry(cut), false)).toContain('! cut GET /api/configuration')
    expect(lineOf(entry(cut), false)).toContain('fault f-1')
  })

  it('is coloured where that is wanted, and lets no client move the cursor', () => {
    const path = '/\u001b[2J\u202e'
    const request = { method: 'GET', path, headers: {}, body: null }
    expect(lineOf(entry({ request }), false)).toContain(' /?[2J? ')
    expect(lineOf(entry(), true)).toContain('\u001b[32m✓ 200\u001b[39m')
  })
})

describe('pam-mock tail', () => {
  beforeAll(build, 300_000)

  it('prints what is refused as lines of JSON, and goes on over a restart', async () => {
    const first = await startWholeServer({ port: [0] })
    const tail = run(['tail', first.http, '--refused', '--recent', '5'])
    await fetch(`${first.http}/api/configuration`)
    await fetch(`${first.http}/api/authentication`, {
      headers: { authorization: `Basic ${Buffer.from('admin:a').toString('base64')}` },
    })
    await tail.prints(/sps\.session\.missing/)
    const port = Number(new URL(first.http).port)
    await first.close()
    const second = await startWholeServer({ port: [port] })
    const ask = (): Promise<Response> => fetch(`${second.http}/restapi/json/v1/resources?AUTHTOKEN=wrong`)
    // The first may go out by a connection to the emulator that is gone.
    await ask().catch(ask)
    await tail.prints(/pmp\.token\.unknown/)
    const entries = tail.output.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as JournalEntry)
    expect(entries.map(({ reason }) => reason?.rule)).toEqual(['sps.session.missing', 'pmp.token.unknown'])
    expect(tail.output.stderr).toContain('the journal begins anew')
  })

  it('follows a workspace, by the URL of its control plane too', async () => {
    const { http } = await startWholeServer({ port: [0] })
    await fetch(`${http}/__mock/workspaces`, { method: 'POST', body: '{"id":"team"}' })
    const tail = run(['tail', `${http}/w/team/__mock/`, '--recent', '9'])
    await fetch(`${http}/api/configuration`)
    await fetch(`${http}/w/team/api/user_info`)
    const [line] = await tail.prints(/.+\n/)
    expect((JSON.parse(line) as JournalEntry).workspace).toBe('team')
  })

  it.each([
    [['tail', 'http://127.0.0.1:9'], /The emulator at "127\.0\.0\.1:9" does not answer: .+\.\n$/],
    [['tail', 'nonsense'], /"nonsense" is no URL of an emulator/],
  ])('ends with a sentence when it cannot: %j', async (args, message) => {
    const { code, stderr } = await run(args).ended
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)])
  })

  it('says what is refused, and that a token is asked for', async () => {
    const { http } = await startWholeServer({ port: [0], controlToken: 'secret' })
    const without = await run(['tail', http], { env: { PAM_MOCK_CONTROL_TOKEN: 'wrong' } }).ended
    expect([without.code, without.stderr]).toEqual([
      1,
      'pam-mock: The control plane asks for its token; give it in PAM_MOCK_CONTROL_TOKEN.\n',
    ])
    const env = { PAM_MOCK_CONTROL_TOKEN: 'secret' }
    const slip = await run(['tail', http, '--surface', 'spps'], { env }).ended
    expect([slip.code, slip.stderr]).toEqual([1, expect.stringContaining('did you mean "sps"?')])
  })
})
