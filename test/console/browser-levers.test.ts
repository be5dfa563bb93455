import { describe, expect, it } from 'vitest'
import {
  CHROMIUM,
  faultsByAxe,
  few,
  overflowOf,
  settled,
  signIn,
  skipped,
  useBrowser,
} from '../support/browser.ts'
import { startWholeServer } from '../support/server.ts'

describe.runIf(CHROMIUM !== undefined)(`the console in a browser${skipped}`, () => {
  const { open } = useBrowser()

  it('breaks the next request by a fault that was made in the page', async () => {
    const { page, server, go } = await open()
    const ask = async (): Promise<number> => (await fetch(`${server.http}/api/configuration`)).status
    await go('levers/faults')
    const form = page.getByRole('form', { name: 'A new fault' })
    await form.getByLabel('type').selectOption('status')
    await form.getByLabel(/^status/).fill('503')
    await form.getByLabel('times').fill('1')
    await form.getByLabel('surface').selectOption('sps')
    await form.getByRole('button', { name: 'Put it in place' }).click()
    await page.getByText('It is in place.').waitFor()
    expect([await ask(), await ask()]).toEqual([503, 401])
    await page.getByText('fired 1').waitFor()
    await page.getByRole('button', { name: /^Take away fault/ }).click()
    await page.getByText('There is none').waitFor()
    await page.getByRole('button', { name: 'Once: sps session-expired' }).click()
    await page.getByText('vendor session-expired').waitFor()
  })

  it('says what is wrong with a fault beside the field', async () => {
    const { page, go } = await open({ expects: /status of 400/ })
    await go('levers/faults')
    const form = page.getByRole('form', { name: 'A new fault' })
    await form.getByLabel('type').selectOption('refuse')
    await form.getByLabel(/^rule/).fill('sps.session.mising')
    await form.getByRole('button', { name: 'Put it in place' }).click()
    await page.getByRole('alert').filter({ hasText: 'sps.session.missing' }).waitFor()
    expect(await form.getByLabel(/^rule/).getAttribute('aria-invalid')).toBe('true')
  })

  it('ends a session by time that was advanced in the page', async () => {
    const { page, server, go } = await open()
    const cookie = await signIn(server.http)
    const ask = async (): Promise<number> =>
      (await fetch(`${server.http}/api/configuration`, { headers: { cookie } })).status
    expect(await ask()).toBe(200)
    await go('levers/clock')
    await page.getByRole('button', { name: 'Stop time' }).click()
    await page.getByRole('button', { name: 'Let time run' }).waitFor()
    const before = server.kernel.defaultWorkspace.clock.now()
    await page.getByRole('button', { name: '20m', exact: true }).click()
    await page.getByText(/\+20 min from the time/).waitFor()
    expect(server.kernel.defaultWorkspace.clock.now() - before).toBe(1_200_000)
    expect(await ask()).toBe(401)
    await page.getByLabel('To a moment, in UTC').fill('2030-01-02T03:04:05')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('2030-01-02 03:04:05 UTC').waitFor()
  })

  it('keeps a state and goes back to it', async () => {
    const { page, server, go } = await open()
    await go('levers/snapshots')
    await page.getByLabel('Name').fill('before')
    await page.getByRole('button', { name: 'Keep the present state' }).click()
    await page.getByRole('button', { name: 'Go back to before' }).waitFor()
    await fetch(`${server.http}/__mock/state/pmp`, {
      method: 'PATCH',
      body: JSON.stringify({ accounts: { 307: { notes: 'other' } } }),
    })
    await page.getByRole('link', { name: 'Difference' }).last().click()
    await page.getByRole('row', { name: /notes/ }).getByText('"other"').waitFor()
    await go('levers/snapshots')
    await page.getByRole('button', { name: 'Go back to before' }).click()
    await page.getByText('The state is that of before.').waitFor()
    await go('world/difference?from=before')
    await page.getByText('Nothing has changed.').waitFor()
  })

  it('makes a workspace, works in it, and takes it away', async () => {
    const { page, server, go } = await open()
    await go('levers/workspaces')
    await page.getByLabel('Id').fill('team')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('link', { name: 'Go to team' }).click()
    await page.waitForURL(`${server.http}/w/team/__mock/#/journal`)
    await fetch(`${server.http}/api/configuration`)
    await fetch(`${server.http}/w/team/api/info`)
    await page.getByRole('link', { name: /GET \/w\/team\/api\/info/ }).waitFor()
    await page.getByText('1 requests').waitFor()
    await page.getByLabel('Workspace').selectOption('default')
    await page.waitForURL(`${server.http}/__mock/#/journal`)
    await go('levers/workspaces')
    await page.getByRole('button', { name: 'Delete team' }).click()
    await page.getByRole('link', { name: 'Go to team' }).waitFor({ state: 'detached' })
    expect(server.kernel.workspace('team')).toBeUndefined()
  })

  it('leads from a port of a workspace’s own to the others', async () => {
    const { page, server } = await open({ expects: /asks for/ })
    const made = await fetch(`${server.http}/__mock/workspaces`, {
      method: 'POST',
      body: '{"id":"team","port":0}',
    })
    const { urls } = (await made.json()) as { urls: Record<string, string> }
    await page.goto(`${urls['control']}/`)
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor()
    await page.getByLabel('Workspace').selectOption('default')
    await page.waitForURL(`${server.http}/__mock/**`)
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor()
    await page.getByLabel('Workspace').selectOption('team')
    await page.waitForURL(`${server.http}/w/team/__mock/**`)
  })

  it('pulls a lever of a product', async () => {
    const { page, server, go } = await open()
    const cookie = await signIn(server.http)
    await go('levers/actions')
    const card = page.getByRole('form', { name: 'sps expire-session' })
    await card.getByRole('button', { name: 'Do it' }).click()
    await card.getByRole('status').filter({ hasText: /\S/ }).waitFor()
    const late = await fetch(`${server.http}/api/configuration`, { headers: { cookie } })
    expect(late.status).toBe(401)
  })

  it('shows what the products answer as', async () => {
    const { page, go } = await open({ server: { settings: { sps: { transactions: 'parallel' } } } })
    await go('levers/settings')
    await page.getByLabel('Only those that were set').check()
    await page
      .getByRole('row', { name: /sps\.transactions "parallel" set; by default "exclusive"/ })
      .waitFor()
  })

  it('asks for the token where one is set, and again when it is wrong', async () => {
    const { page, server, go } = await open({ server: { controlToken: 'secret' }, expects: /status of 401/ })
    await fetch(`${server.http}/api/configuration`)
    await go('journal')
    const field = page.locator('input[type=password]')
    await field.fill('wrong')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('does not take that token').waitFor()
    expect(await faultsByAxe(page)).toEqual([])
    await field.fill('secret')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('link', { name: /GET \/api\/configuration/ }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: /GET \/api\/configuration/ }).waitFor()
  })

  it('survives a restart of the emulator', async () => {
    const { page, server, go } = await open({ expects: /ERR_|Failed to fetch/ })
    await fetch(`${server.http}/api/info`)
    await go('journal')
    await page.getByText('1 requests').waitFor()
    await server.close()
    await page.getByText('The emulator does not answer.').waitFor()
    const again = await startWholeServer({ port: [Number(new URL(server.http).port)] })
    await page.getByText('Live').waitFor()
    await page.getByText('Nothing has been asked').waitFor()
    const ask = (): Promise<Response> => fetch(`${again.http}/api/configuration`)
    await ask().catch(ask)
    await page
      .getByRole('link', { name: /GET \/api\/configuration/ })
      .first()
      .waitFor()
  })

  it.each(['clock', 'faults', 'snapshots', 'workspaces', 'actions', 'settings'])(
    'leaves nothing for axe to find in %s, narrow and wide, light and dark',
    async (place) => {
      const { page, go } = await open({ width: 360, scheme: 'dark' })
      await go(`levers/${place}`)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      await settled(page)
      await few(page)
      expect([await faultsByAxe(page), await overflowOf(page)]).toEqual([[], 0])
      await page.setViewportSize({ width: 1600, height: 900 })
      await page.emulateMedia({ colorScheme: 'light' })
      expect([await faultsByAxe(page), await overflowOf(page)]).toEqual([[], 0])
    },
  )
})
