/**
 * A real browser on the console of an emulator of the test's own. Every request that a page sends is noted: one to another
 * host, or an error in the page, fails the test.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { build } from './cli.ts'
import { startWholeServer, type RunningServer } from './server.ts'

/** Debian's, or the one that the variable names. */
export const CHROMIUM = [
  process.env['PAM_MOCK_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path !== undefined && existsSync(path))
export const skipped = CHROMIUM === undefined ? ' (skipped: there is no Chromium here)' : ''

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What a test may expect of its page. */
export interface OpenOptions {
  readonly server?: object
  readonly width?: number
  readonly scheme?: 'light' | 'dark'
  /** Errors of the page that the test is about. */
  readonly expects?: RegExp
}

export interface Opened {
  readonly page: Page
  readonly server: RunningServer
  /** Goes to a place of the console, such as `levers/clock`. */
  go(place: string): Promise<void>
}

/** Starts a browser for a file of tests. */
export function useBrowser(): { open(options?: OpenOptions): Promise<Opened> } {
  let folder = ''
  let context: BrowserContext | undefined
  beforeAll(async () => {
    build()
    folder = mkdtempSync(join(tmpdir(), 'pam-mock-browser-'))
    context = await chromium.launchPersistentContext(folder, { executablePath: CHROMIUM!, args: FLAGS })
  }, 300_000)
  afterAll(async () => {
    await context?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    async open({ server: options = {}, width = 1280, scheme = 'light', expects } = {}) {
      const server = await startWholeServer({ port: [0], ...options })
      const page = await context!.newPage()
      const faults: string[] = []
      page.on('request', (request) => {
        if (!request.url().startsWith(`${server.http}/`) && !request.url().startsWith('data:'))
          faults.push(`asks for ${request.url()}`)
      })
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      onTestFinished(async () => {
        await page.close()
        expect(faults.filter((fault) => !expects?.test(fault))).toEqual([])
      })
      page.setDefaultTimeout(15_000)
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      const go = async (place: string): Promise<void> =>
        void (await page.goto(`${server.http}/__mock/#/${place}`))
      return { page, server, go }
    },
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with a page, in a line each. */
export async function faultsByAxe(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return await page.evaluate<
    string[]
  >(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => id + ': ' + help + ': ' + html.slice(0, 200))))`)
}

/** How far a page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
}

/** Signs in to SPS. @returns the session's cookie */
export async function signIn(http: string): Promise<string> {
  const authorization = `Basic ${Buffer.from('admin:a').toString('base64')}`
  const answer = await fetch(`${http}/api/authentication`, { headers: { authorization } })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Leaves a few of many alike, so that axe need not look at hundreds. */
export async function few(page: Page): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search', exact: true })
  if ((await search.count()) > 0) await search.fill('password')
}

/** Waits until all that a page has asked for is there. */
export async function settled(page: Page): Promise<void> {
  await expect.poll(() => page.getByText('Asking …').count(), { timeout: 15_000 }).toBe(0)
}
