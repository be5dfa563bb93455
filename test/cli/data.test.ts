import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { fetch } from 'undici'
import { build, run, start } from '../support/cli.ts'
import { dataFile } from '../support/data-folder.ts'

beforeAll(build, 120_000)

type Urls = Record<string, string>

const json = async (url: string, init: Parameters<typeof fetch>[1] = {}): Promise<any> =>
  (await fetch(url, init)).json()
const patch = (urls: Urls, path: string, body: unknown): Promise<any> =>
  json(`${urls['control']}${path}`, { method: 'PATCH', body: JSON.stringify(body) })

/** Signs in at SPS. @returns the session's cookie */
async function signIn(urls: Urls): Promise<string> {
  const authorization = `Basic ${Buffer.from('admin:a').toString('base64')}`
  const answer = await fetch(`${urls['sps']}/authentication`, { headers: { authorization } })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

const mayRead = async (urls: Urls, cookie: string): Promise<boolean> =>
  (await fetch(`${urls['sps']}/configuration/aaa/settings`, { headers: { cookie } })).status === 200

describe('pam-mock --data', { timeout: 30_000 }, () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('goes on after %s where it was', async (signal) => {
    const file = dataFile()
    const first = await start(['--data', file])
    const cookie = await signIn(first.urls)
    expect(await mayRead(first.urls, cookie)).toBe(true)
    await fetch(`${first.urls['control']}/workspaces`, { method: 'POST', body: '{"id":"team"}' })
    await patch(first.urls, '/clock', { advance: '1m' })
    first.child.kill(signal)
    expect(await first.ended).toMatchObject(signal === 'SIGTERM' ? { code: 0 } : { signal })

    const { urls } = await start(['--data', file])
    expect(await mayRead(urls, cookie)).toBe(true)
    expect(await mayRead(urls, `${cookie}x`)).toBe(false)
    const { workspaces } = await json(`${urls['control']}/workspaces`)
    expect(workspaces.map(({ id }: { id: string }) => id)).toEqual(['default', 'team'])
    expect(await json(`${urls['control']}/clock`)).toMatchObject({ offsetMs: 60_000 })
  })

  it('survives a power cut when told to', async () => {
    const file = dataFile()
    const { urls, child, ended } = await start(['--data', file, '--durability', 'disk'])
    const cookie = await signIn(urls)
    child.kill('SIGKILL')
    await ended
    const again = await start(['--data', file, '--durability', 'disk'])
    expect(await mayRead(again.urls, cookie)).toBe(true)
  })

  it('refuses a second process with one sentence, and the file is free when the first is killed', async () => {
    const file = dataFile()
    const first = await start(['--data', file])
    const second = await run(['--port', '0', '--data', file]).ended
    expect(second).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `pam-mock: The data file ${file} is in use by another process; stop that one first.\n`,
    })
    first.child.kill('SIGKILL')
    await first.ended
    await start(['--data', file])
  })

  it('refuses a damaged file with one sentence, and leaves it alone', async () => {
    const file = dataFile()
    const first = await start(['--data', file])
    first.child.kill('SIGTERM')
    await first.ended
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(file, bytes)
    const { code, stderr } = await run(['--port', '0', '--data', file]).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^pam-mock: The data in .* are damaged: line \d+ is not what was written\. .*\n$/)
    expect(readFileSync(file)).toEqual(bytes)
  })

  it('folds when it stops, and leaves a log with nothing to replay', async () => {
    const file = dataFile()
    const first = await start(['--data', file])
    await signIn(first.urls)
    first.child.kill('SIGTERM')
    expect(await first.ended).toMatchObject({ code: 0, stderr: '' })
    const lines = readFileSync(`${file}.2.log`, 'utf8').trim().split('\n')
    expect(lines).toEqual([expect.stringContaining('"pam-mock":"log"')])
  })
})
