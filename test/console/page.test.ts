import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/config/package.ts'
import { startControlled } from '../support/control.ts'

const isBuilt = existsSync(join(packageRoot(), 'dist/console/index.html'))

describe('the page of the console', () => {
  beforeAll(() => {
    if (!isBuilt) throw new Error('The console is not built; "npm run build" builds it.')
  })

  it('loads nothing but its own files, which stand beside it', async () => {
    const { control } = await startControlled()
    const page = await control('GET', '/')
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    const files = Array.from(page.body.matchAll(/(?:src|href)="([^"]+)"/g), ([, name]) => name!)
    expect(files.length).toBeGreaterThan(1)
    for (const file of files) {
      const answer = await control('GET', `/${file}`)
      expect([file, answer.statusCode, answer.headers['x-content-type-options']]).toEqual([
        file,
        200,
        'nosniff',
      ])
      // Links to the documents load nothing until somebody follows one.
      expect(answer.body).not.toMatch(
        /["'(`]https?:\/\/(?!127\.0\.0\.1|www\.w3\.org\/|github\.com\/pam-mock\/pam-mock\/blob\/main\/)/,
      )
    }
  })

  it('is not sent again to who has it', async () => {
    const { control } = await startControlled()
    const first = await control('GET', '/')
    const again = await control('GET', '/', undefined, {
      headers: { 'if-none-match': first.headers.etag as string },
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const other = await control('GET', '/', undefined, { headers: { 'if-none-match': '"x"' } })
    expect(other.statusCode).toBe(200)
  })

  it('is found without the slash that it ends in, in each workspace', async () => {
    const { app } = await startControlled()
    const answer = await app.inject('/__mock?a=1')
    expect([answer.statusCode, answer.headers.location]).toEqual([308, '/__mock/?a=1'])
    expect((await app.inject('/w/default/__mock')).headers.location).toBe('/w/default/__mock/')
    expect((await app.inject('/w/default/__mock/')).statusCode).toBe(200)
    expect((await app.inject({ method: 'POST', url: '/__mock' })).statusCode).toBe(404)
  })

  it('is open where a token is set, and nothing else is', async () => {
    const { control } = await startControlled({ control: { token: 'secret' } })
    expect((await control('GET', '/')).statusCode).toBe(200)
    expect((await control('GET', '/console/console.js')).statusCode).toBe(200)
    for (const path of ['/journal', '/journal/stream', '/handles', '/settings', '/state/toy/toys'])
      expect([path, (await control('GET', path)).statusCode]).toEqual([path, 401])
  })

  it('is kept from pages of other hosts like everything else', async () => {
    const { control } = await startControlled()
    expect((await control('GET', '/', undefined, { headers: { host: 'evil.example' } })).statusCode).toBe(403)
  })

  it.each(['nothing.js', '..%2F..%2Fpackage.json', '%2e%2e%2findex.html', 'index', 'x.json'])(
    'has no file %s',
    async (name) => {
      const { control } = await startControlled()
      const answer = await control('GET', `/console/${name}`)
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'application/problem+json'])
    },
  )
})

describe('the root of a listener', () => {
  const browser = { headers: { accept: 'text/html,application/xhtml+xml' } }

  it('leads a browser to the console where no product has a page', async () => {
    const { app } = await startControlled()
    const page = await app.inject({ url: '/', ...browser })
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(page.body).toContain('href="/__mock/"')
    expect((await app.inject({ url: '/w/default/', ...browser })).body).toContain('href="/w/default/__mock/"')
    expect((await app.inject('/')).json()).toMatchObject({ status: 404 })
    expect((await app.inject({ url: '/else', ...browser })).json()).toMatchObject({ status: 404 })
  })

  it('is silent about a console that is not there', async () => {
    const { app } = await startControlled({ control: false })
    expect((await app.inject({ url: '/', ...browser })).headers['content-type']).toBe(
      'application/problem+json',
    )
  })
})
