// @ts-check
// Measures how the console scrolls ten thousand entries, and how soon a refused request is shown: frames and milliseconds,
// never asserted. Wants a build and a Chromium (PAM_MOCK_CHROMIUM, or Debian's).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { built } from './generated.mjs'

const COUNT = 10_000
const STEPS = 240
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const { startServer } = await built('server/server.js')
const { configFromOptions } = await built('config/load-config.js')
const server = await startServer(configFromOptions({ port: [0] }))
const http = `http://${server.authorities[0]}`
const folder = mkdtempSync(join(tmpdir(), 'pam-mock-frames-'))
const context = await chromium.launchPersistentContext(folder, {
  executablePath: process.env['PAM_MOCK_CHROMIUM'] ?? '/usr/bin/chromium',
  args: FLAGS,
})
try {
  for (let n = 0; n < COUNT; n++) note(n)
  const page = await context.newPage()
  await page.goto(`${http}/__mock/#/journal`)
  await page.getByText(`${COUNT} requests`).waitFor()
  print('at rest', await page.evaluate(frames(0)))
  print('scrolling', await page.evaluate(frames(1)))
  const asking = setInterval(() => [...Array(10).keys()].forEach(note), 10)
  print('scrolling while 1000 requests a second come', await page.evaluate(frames(1)))
  clearInterval(asking)
  await page.goto(`${http}/__mock/#/journal?refused=true`)
  await page.getByText(`0 of ${COUNT} requests`).waitFor()
  const began = performance.now()
  await fetch(`${http}/api/configuration`)
  await page.getByText('sps.session.missing').waitFor()
  console.log(`a refused request is shown after ${Math.round(performance.now() - began)} ms`)
} finally {
  await context.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
}

/** A request that has come, without the work of asking. @param {number} n */
function note(n) {
  server.kernel.defaultWorkspace.journal.add({
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

/**
 * What takes the time between frames while the list goes from its top to its end.
 * @param {0 | 1} isMoving
 */
function frames(isMoving) {
  return `new Promise((resolve) => {
    const box = document.querySelector('.virtual')
    const far = (box.scrollHeight - box.clientHeight) / ${STEPS}
    box.scrollTop = 0
    const spans = []
    let before
    const step = (now) => {
      if (before !== undefined) spans.push(now - before)
      before = now
      if (spans.length === ${STEPS}) return resolve(spans)
      box.scrollTop += far * ${isMoving}
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })`
}

/** @param {string} what @param {any} spans */
function print(what, spans) {
  const sorted = [...spans].sort((a, b) => a - b)
  const at = (/** @type {number} */ share) =>
    sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)].toFixed(1)
  const late = sorted.filter((span) => span > 33.4).length
  console.log(
    `${what}: ${sorted.length} frames, median ${at(0.5)} ms, 95 % within ${at(0.95)} ms, longest ${at(1)} ms, ${late} over 33 ms`,
  )
}
