import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/config/package.ts'
import { CHROMIUM, settled, skipped, useBrowser } from '../support/browser.ts'

const FOLDER = join(packageRoot(), 'docs/images')
/** They are taken anew when somebody asks for it: a browser of another version draws a little otherwise. */
const areTaken = process.env['PAM_MOCK_SCREENSHOTS'] !== undefined

const SHOTS = [
  ['console-journal', 'journal?entry=4', 'light'],
  ['console-journal-dark', 'journal?entry=4', 'dark'],
  ['console-world', 'world/state/pmp/accounts?search=system&row=307', 'light'],
  ['console-levers', 'levers/faults', 'light'],
  ['console-operations', 'operations/xtam.record.unlock?text=record+unlock', 'light'],
] as const

describe.runIf(CHROMIUM !== undefined)(`the pictures of the documents${skipped}`, () => {
  const { open } = useBrowser()

  it('show what the console shows', async () => {
    const { page, server, go } = await open({ width: 1400, server: { seed: 'pictures' } })
    server.kernel.defaultWorkspace.clock.set(Date.parse('2026-03-01T12:00:00Z'))
    server.kernel.defaultWorkspace.clock.freeze(true)
    const token = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'
    const basic = { authorization: `Basic ${Buffer.from('xtam_login:xtam_password').toString('base64')}` }
    const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(server.http + path, init)
    await ask('/xtam/rest/record/unlock/i-2qhyGh2UB0V', { headers: basic })
    await ask('/api/configuration')
    await ask('/restapi/json/v1/resources/303/accounts/307/password', { headers: { AUTHTOKEN: token } })
    await ask('/xtam/rest/record/new/i-2Zh30SUCq7c/i-83XfwpNvCHy', {
      method: 'POST',
      headers: basic,
      body: new URLSearchParams({ name: 'New Record', custom: '{"Host":"host"}' }),
    })
    await ask('/restapi/json/v1/resources?AUTHTOKEN=wrong')
    await ask('/restapi/json/v1/resources/303/accounts/307/password', {
      method: 'PUT',
      headers: { AUTHTOKEN: token },
      body: new URLSearchParams({
        INPUT_DATA:
          '{"operation":{"Details":{"NEWPASSWORD":"Secret@123","RESETTYPE":"LOCAL","REASON":"test"}}}',
      }),
    })
    await ask('/__mock/faults', {
      method: 'POST',
      body: '{"match":{"surface":"sps"},"times":3,"effect":{"type":"status","status":503}}',
    })
    for (const [name, place, scheme] of SHOTS) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await go(place)
      await page.getByRole('status').filter({ hasText: 'Live' }).waitFor()
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      await settled(page)
      if (areTaken) {
        mkdirSync(FOLDER, { recursive: true })
        await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' })
      }
      expect([name, existsSync(join(FOLDER, `${name}.png`))]).toEqual([name, true])
    }
  })
})
