import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/config/package.ts'
import { CHROMIUM, faultsByAxe, overflowOf, skipped, useBrowser } from '../support/browser.ts'
import type { RunningServer } from '../support/server.ts'
import { run } from '../support/tools.ts'

describe.runIf(CHROMIUM !== undefined)(`the journal in a browser${skipped}`, () => {
  const { open } = useBrowser()

  it('shows a refused request as it comes, the reason first', async () => {
    const { page, server, go } = await open()
    await go('journal')
    await page.getByText('Nothing has been asked').waitFor()
    await fetch(`${server.http}/api/configuration`)
    const row = page.getByRole('link', { name: /GET \/api\/configuration/ })
    await row.waitFor()
    expect(await row.innerText()).toContain('sps.session.missing')
    await row.click()
    const detail = page.getByRole('region', { name: /Request 1/ })
    // The reason comes with the list, the rest by a request of its own.
    await detail.getByText('Headers').first().waitFor()
    const text = await detail.innerText()
    expect(text.indexOf('A valid session was expected')).toBeLessThan(text.indexOf('Headers'))
    expect(text).toContain('Documented in')
  })

  it('shows bodies decoded, and secrets when it is told to', async () => {
    const { page, server, go } = await open()
    const token = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'
    const details = { NEWPASSWORD: 'Secret@123', RESETTYPE: 'LOCAL', REASON: 'why' }
    await fetch(`${server.http}/restapi/json/v1/resources/303/accounts/307/password`, {
      method: 'PUT',
      headers: { AUTHTOKEN: token, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        INPUT_DATA: JSON.stringify({ operation: { Details: details } }),
      }).toString(),
    })
    await go('journal?entry=1')
    const body = page.getByRole('region', { name: 'Body of the request, decoded' })
    await body.waitFor()
    expect(JSON.parse(await body.innerText())).toEqual({
      INPUT_DATA: { operation: { Details: { ...details, NEWPASSWORD: '***' } } },
    })
    await page.getByRole('button', { name: 'Show secrets of this request' }).click()
    await body.getByText('Secret@123').waitFor()
    await page.getByRole('tab', { name: 'Raw' }).first().click()
    await page.getByRole('region', { name: 'Body of the request, raw' }).getByText('INPUT_DATA=').waitFor()
  })

  it('gives an entry as curl, as an archive, as a fault and as expectations of a test', async () => {
    const { page, server, go } = await open()
    await fetch(`${server.http}/api/configuration`)
    await go('journal?entry=1')
    for (const [name, words] of [
      ['curl', `curl '${server.http}/api/configuration'`],
      ['HAR', '"version": "1.2"'],
      ['fault', '{"match":{"operation":"sps.configuration.list"},"times":1'],
      ['Vitest', "toHaveReceived({ operation: 'sps.configuration.list', rule: 'sps.session.missing' }"],
      ['curl verify', `curl -fsS -X POST '${server.http}/__mock/journal/verify'`],
      ['pytest', 'pam_mock_workspace.assert_received({"operation": "sps.configuration.list"'],
      ['Go', 'mock.Received(pammock.Match{Operation: "sps.configuration.list"'],
      ['Java', 'Match.any().operation("sps.configuration.list").rule("sps.session.missing")'],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click()
      const text = page.getByRole('region', { name: `Request 1 as ${name}` })
      await text.waitFor()
      expect(await text.innerText()).toContain(words)
    }
  })

  it('keeps its filters in the address', async () => {
    const { page, server, go } = await open()
    for (const path of [
      '/api/configuration',
      '/api/configuration/aaa',
      '/restapi/json/v1/resources?AUTHTOKEN=x',
    ])
      await fetch(server.http + path)
    await go('journal')
    await page.getByLabel('Surface').selectOption('pmp')
    await page.getByText('1 of 3 requests').waitFor()
    await page.getByLabel('Surface').selectOption('')
    await page.getByLabel('Rule').fill('sps.session.*')
    await page.getByText('2 of 3 requests').waitFor()
    expect(page.url()).toContain('rule=sps.session.*')
    await page.reload()
    await page.getByText('2 of 3 requests').waitFor()
    expect(await page.getByLabel('Rule').inputValue()).toBe('sps.session.*')
    await page.getByRole('link', { name: 'All', exact: true }).click()
    await page.getByText('3 requests').waitFor()
  })

  it('holds ten thousand entries, of which only those in sight are in the page', async () => {
    const { page, server, go } = await open()
    for (let n = 1; n <= 10_000; n++) note(server, n)
    await go('journal')
    await page.getByText('10000 requests').waitFor()
    const list = page.getByRole('region', { name: 'Requests, the newest first' })
    for (const [key, seen] of [
      ['Home', '/api/info?10000'],
      ['PageDown', ''],
      ['End', '/api/info?1'],
    ] as const) {
      await list.press(key)
      if (seen !== '') await list.getByRole('link', { name: seen }).last().waitFor()
      expect(await list.getByRole('listitem').count()).toBeLessThan(60)
    }
    expect(await list.getByRole('listitem').last().getAttribute('aria-posinset')).toBe('10000')
  })

  it('keeps in sight what somebody reads while more comes, also where the oldest go', async () => {
    const { page, server, go } = await open({ server: { journalLimit: 200 } })
    for (let n = 1; n <= 200; n++) note(server, n)
    await go('journal')
    const list = page.getByRole('region', { name: 'Requests, the newest first' })
    await list.getByRole('link', { name: '/api/info?200' }).waitFor()
    await page.evaluate(`document.querySelector('.virtual').scrollTop = 2000`)
    const place = (at: number) => list.locator(`li[aria-posinset="${at}"]`)
    const [text, box] = [await place(44).innerText(), await place(44).boundingBox()]
    // Each of another day, with its heading.
    for (let day = 1; day <= 3; day++) note(server, day * 86_400_000)
    await expect.poll(() => place(47).innerText(), { timeout: 15_000 }).toBe(text)
    expect((await place(47).boundingBox())?.y).toBe(box?.y)
  })

  it('is walked by keyboard alone', async () => {
    const { page, server, go } = await open()
    for (const path of ['/api/configuration', '/api/info']) await fetch(server.http + path)
    await go('journal')
    const list = page.getByRole('region', { name: 'Requests, the newest first' })
    await list.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('region', { name: 'Request 2: GET /api/info' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('region', { name: 'Request 1: GET /api/configuration' }).waitFor()
    expect(page.url()).toContain('entry=1')
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: /^Request 1/ }).waitFor({ state: 'detached' })
  })

  it('begins anew when it is cleared', async () => {
    const { page, server, go } = await open()
    await fetch(`${server.http}/api/info`)
    await go('journal')
    await page.getByText('1 requests').waitFor()
    await page.getByRole('button', { name: 'Clear journal' }).click()
    await page.getByText('Nothing has been asked').waitFor()
    await fetch(`${server.http}/api/configuration`)
    await page.getByRole('link', { name: /GET \/api\/configuration/ }).waitFor()
  })

  it('says that the clock was moved, and of which day a request is', async () => {
    const { page, server, go } = await open()
    const { clock } = server.kernel.defaultWorkspace
    // The day must not end while the test looks.
    clock.set(Date.parse('2031-05-01T12:00:00Z'))
    await fetch(`${server.http}/api/info?first`)
    await fetch(`${server.http}/api/info?second`)
    clock.advance(49 * 3_600_000)
    await fetch(`${server.http}/api/info?third`)
    await go('journal')
    const list = page.getByRole('region', { name: 'Requests, the newest first' })
    await list.getByRole('listitem').nth(2).waitFor()
    const shown = await list.innerText()
    const order = ['2031-05-03', '?third', '2031-05-01', '?second', '?first'].map((word) =>
      shown.indexOf(word),
    )
    expect(order).toEqual(order.toSorted((one, other) => one - other))
    expect(shown.match(/2031-05-0\d/g)).toEqual(['2031-05-03', '2031-05-01'])
    const places = await list.getByRole('listitem').all()
    const boxes = await Promise.all(places.map((one) => one.boundingBox()))
    for (const [at, box] of boxes.slice(1).entries()) expect(box!.y).toBe(boxes[at]!.y + boxes[at]!.height)
    clock.reset()
    clock.advance(49 * 3_600_000)
    const chip = page.getByRole('link', { name: /^Clock of this workspace/ })
    await chip.filter({ hasText: '+2 d 1 h' }).waitFor()
    await chip.click()
    await page.getByRole('heading', { name: 'Clock' }).waitFor()
    await page.getByRole('button', { name: 'Stop time' }).click()
    await chip.filter({ hasText: '+2 d 1 h, frozen' }).waitFor()
    clock.reset()
    await chip.waitFor({ state: 'detached' })
  })

  it('says no day where all is of today', async () => {
    const { page, server, go } = await open()
    await fetch(`${server.http}/api/info`)
    await go('journal')
    const list = page.getByRole('region', { name: 'Requests, the newest first' })
    await list.getByRole('listitem').first().waitFor()
    expect(await list.innerText()).not.toContain('UTC')
    expect(await page.getByRole('link', { name: /^Clock of this workspace/ }).count()).toBe(0)
  })

  it('begins with a line that signs in, and with the way to all credentials', async () => {
    const { page, server, go } = await open()
    await go('journal')
    const line = await page.locator('.nothing code').innerText()
    expect(line).toContain(`${server.http}/`)
    expect(page.url()).toContain('#/journal')
    const { code } = await run('sh', ['-c', `${line} -f`], {}, packageRoot())
    expect(code).toBe(0)
    await page.getByRole('listitem').first().waitFor()
    await page.getByRole('button', { name: 'Clear journal' }).click()
    await page.getByRole('link', { name: 'World › Credentials and ids' }).click()
    await page.getByRole('heading', { name: 'Credentials and ids' }).waitFor()
  })

  it('says of a request without an answer that it was cut', async () => {
    const { page, server, go } = await open()
    await fetch(`${server.http}/__mock/faults`, { method: 'POST', body: '{"effect":{"type":"reset"}}' })
    await expect(fetch(`${server.http}/api/info`)).rejects.toThrow()
    await go('journal')
    const row = page.getByRole('link', { name: /GET \/api\/info/ })
    await row.waitFor()
    expect(await row.locator('.status').innerText()).toMatch(/^\S cut$/)
  })

  it.each([
    [1280, 'journal'],
    [1400, 'journal?entry=1'],
    [1100, 'journal?entry=1'],
    [360, 'journal'],
  ])('shows the whole of what a filter wants, at %i px of %s', async (width, place) => {
    const { page, server, go } = await open({ width })
    await fetch(`${server.http}/api/info`)
    await go(place)
    await page.getByLabel('Text').waitFor()
    const cutOff = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('.filters input[placeholder]')]
      .filter((field) => {
        const style = getComputedStyle(field)
        const pen = document.createElement('canvas').getContext('2d')
        pen.font = style.font
        const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
        return pen.measureText(field.placeholder).width > room
      }).map((field) => field.placeholder)`)
    expect(cutOff).toEqual([])
  })

  it('explains its words where they stand', async () => {
    const { page, server, go } = await open()
    await fetch(`${server.http}/api/configuration`)
    await go('journal?entry=1')
    const documents = 'https://github.com/pam-mock/pam-mock/blob/main'
    const explained = page.getByRole('link', { name: 'explained' })
    await explained.waitFor()
    expect(await explained.getAttribute('href')).toBe(`${documents}/docs/rules.md#spssessionmissing`)
    expect(await page.getByLabel('Rule').getAttribute('title')).toContain('Why something is refused')
    expect(await page.getByLabel('Surface').getAttribute('title')).toContain('products as it is emulated')
    for (const [place, words, link] of [
      ['world', 'users, passwords, tokens, objects', '/docs/fixtures.md'],
      ['levers', 'make something go wrong', '/docs/control-plane.md'],
      [
        'operations',
        'is what a page of the vendor says, client what a real client shows',
        '/docs/coverage.md',
      ],
    ] as const) {
      await go(place)
      const lead = page.locator('.title .lead').filter({ hasText: words })
      await lead.waitFor()
      expect(await lead.getByRole('link').getAttribute('href')).toBe(documents + link)
    }
    await page.locator('.operation-list .evidence.client').first().waitFor()
    expect(await page.locator('.operation-list .evidence.client').first().getAttribute('title')).toBe(
      'client: what a real client shows',
    )
  })

  it.each([
    [360, 'light'],
    [360, 'dark'],
    [1600, 'light'],
    [1600, 'dark'],
  ] as const)('leaves nothing for axe to find at %i px, %s', async (width, scheme) => {
    const { page, server, go } = await open({ width, scheme })
    await fetch(`${server.http}/api/configuration`)
    await fetch(`${server.http}/xtam/rest/user/whoami`)
    await go('journal')
    await page.getByRole('link', { name: /GET \/api\/configuration/ }).waitFor()
    server.kernel.defaultWorkspace.clock.advance(-49 * 3_600_000)
    server.kernel.defaultWorkspace.clock.freeze(true)
    await fetch(`${server.http}/api/info`)
    await page.locator('.virtual .heading').first().waitFor()
    await page.getByText('−2 d 1 h, frozen').waitFor()
    expect([await faultsByAxe(page), await overflowOf(page)]).toEqual([[], 0])
    await go('journal?entry=1')
    await page.getByRole('button', { name: 'curl', exact: true }).click()
    await page.getByRole('region', { name: 'Request 1 as curl' }).waitFor()
    expect([await faultsByAxe(page), await overflowOf(page)]).toEqual([[], 0])
  })
})

/** A request that has come, without the work of asking. */
function note({ kernel }: RunningServer, n: number): void {
  kernel.defaultWorkspace.journal.add({
    at: n,
    surface: 'sps',
    operation: 'sps.info.get',
    method: 'GET',
    path: `/api/info?${n}`,
    requestHeaders: [],
    requestBody: undefined,
    status: 200,
    responseHeaders: [],
    responseBody: '',
    isSecretAnswer: false,
    durationMs: 1,
    reason: undefined,
  })
}
