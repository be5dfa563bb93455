import { describe, expect, it } from 'vitest'
import { CHROMIUM, faultsByAxe, few, overflowOf, settled, skipped, useBrowser } from '../support/browser.ts'

const TOKEN = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'

describe.runIf(CHROMIUM !== undefined)(`the world and the operations in a browser${skipped}`, () => {
  const { open } = useBrowser()

  it('shows credentials with the line that uses them', async () => {
    const { page, server, go } = await open()
    await go('world/handles')
    await page.getByLabel('Search').fill('xtam_login')
    const row = page.getByRole('row', { name: /^xtam_login xtam_password/ })
    await row.waitFor()
    expect(await row.innerText()).toContain(
      `curl -u xtam_login:xtam_password ${server.http}/xtam/rest/user/whoami`,
    )
    await row.getByRole('button', { name: 'Copy users xtam_login' }).click()
  })

  it('edits a row, and the product answers it', async () => {
    const { page, server, go } = await open()
    await go('world/state/pmp/accounts')
    await page.getByLabel('Search in keys and rows').fill('system')
    await page.getByRole('link', { name: /^307/ }).click()
    const form = page.getByRole('form', { name: 'Row 307' })
    await form.getByLabel('password', { exact: true }).fill('Changed@1')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.waitFor({ state: 'detached' })
    const answer = await fetch(`${server.http}/restapi/json/v1/resources/303/accounts/307/password`, {
      headers: { AUTHTOKEN: TOKEN },
    })
    expect(await answer.text()).toContain('"PASSWORD":"Changed@1"')
    await go('world/difference')
    await page
      .getByRole('row', { name: /password/ })
      .getByText('"Changed@1"')
      .waitFor()
  })

  it('says what is wrong with a row beside its member, and changes nothing', async () => {
    const { page, server, go } = await open({ expects: /status of 400/ })
    await go('world/state/pmp/accounts?search=system&row=307')
    const form = page.getByRole('form', { name: 'Row 307' })
    const field = form.getByLabel('customFields')
    await field.fill('[')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText('This is no JSON').waitFor()
    await field.fill('"nonsense"')
    await form.getByLabel('notes').fill('never kept')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText('is not valid').last().waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await faultsByAxe(page)).toEqual([])
    const { notes } = (await (
      await fetch(`${server.http}/__mock/state/pmp?table=accounts&key=307`)
    ).json()) as {
      notes: string
    }
    expect(notes).not.toBe('never kept')
  })

  it('leads from page to page of a long table', async () => {
    const { page, go } = await open()
    await go('world/state/sps/auditSessions')
    const lines = page.locator('.row-line b')
    await lines.first().waitFor()
    const first = await lines.first().innerText()
    expect(await lines.count()).toBe(50)
    const top = (): Promise<string> => lines.first().innerText()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(top, { timeout: 15_000 }).not.toBe(first)
    await page.getByRole('button', { name: 'Back' }).click()
    await expect.poll(top, { timeout: 15_000 }).toBe(first)
  })

  it('finds an operation, tells what it rests on, and tries it as a built-in user', async () => {
    const { page, go } = await open()
    await go('operations')
    await page.getByLabel('Search').fill('record unlock')
    await page
      .getByRole('link', { name: /xtam\.record\.unlock/ })
      .first()
      .click()
    const detail = page.getByRole('region', { name: 'xtam.record.unlock' })
    await detail.getByText('Source').or(detail.getByText('Evidence')).first().waitFor()
    const form = page.getByRole('form', { name: 'Try it' })
    await form.getByLabel('id', { exact: true }).fill('i-2qhyGh2UB0V')
    await form.getByRole('button', { name: 'Send' }).click()
    await form.getByText('200').waitFor()
    await form.getByRole('link', { name: /in the journal/ }).click()
    await page.getByRole('region', { name: /GET \/xtam\/rest\/record\/unlock/ }).waitFor()
  })

  it.each([
    ['world/handles', 'Credentials and ids'],
    ['world/state/pmp/accounts?row=307', '307'],
    ['world/difference', 'Difference'],
    ['operations', 'Operations'],
    ['operations/pmp.account.password.get', 'What it can refuse'],
  ])('leaves nothing for axe to find at %s, narrow and wide, light and dark', async (place, heading) => {
    const { page, server, go } = await open({ width: 360 })
    const body = JSON.stringify({ accounts: { 307: { notes: 'other' } } })
    await fetch(`${server.http}/__mock/state/pmp`, { method: 'PATCH', body })
    await go(place)
    await page.getByRole('heading', { name: heading, exact: true }).first().waitFor()
    await settled(page)
    await few(page)
    expect([await faultsByAxe(page), await overflowOf(page)]).toEqual([[], 0])
    await page.setViewportSize({ width: 1600, height: 900 })
    await page.emulateMedia({ colorScheme: 'dark' })
    expect([await faultsByAxe(page), await overflowOf(page)]).toEqual([[], 0])
  })
})
