import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { goOf, javaOf, pytestOf, verifyLineOf, vitestOf } from '../../console/copy/assertions.ts'
import { curlOf } from '../../console/copy/curl.ts'
import { faultOf } from '../../console/copy/fault.ts'
import { decodedOf, decodedQueryOf, prettyOf } from '../../console/decode/body.ts'
import { piecesOf } from '../../console/decode/highlight.ts'
import { filterOf, fits } from '../../console/state/filter.ts'
import { mergeOf } from '../../console/state/merge.ts'
import { movedBy, spanOf } from '../../console/state/span.ts'
import { pageOfRule } from '../../console/views/parts/meanings.ts'
import { anchorOf } from '../../site/.vitepress/pages.ts'
import { packageRoot } from '../../src/config/package.ts'
import { mergePatch } from '../../src/control/state-patch.ts'
import type { JournalEntry } from '../../src/kernel/journal/entry.ts'

const entry = (more: Partial<JournalEntry> = {}): JournalEntry => ({
  id: '1',
  at: '2026-03-01T12:00:00.123Z',
  workspace: 'default',
  surface: 'sps',
  operation: 'sps.configuration.list',
  request: { method: 'GET', path: '/api/configuration?a=1', headers: {}, body: null },
  response: { status: 200, headers: {}, body: '' },
  durationMs: 1,
  ...more,
})
const refused = entry({
  response: { status: 401, headers: {}, body: null },
  reason: { rule: 'sps.session.missing', message: 'Log in.', source: 'Guide' },
})

describe('an entry', () => {
  it('as a line of curl has what the client sent, and nothing of the connection', () => {
    const request = {
      method: 'POST',
      path: '/api/x',
      headers: { host: 'a', 'content-length': '3', accept: 'text/html', 'x-two': ['a', "it's"] },
      body: "a'b",
    }
    expect(curlOf(entry({ request }), 'http://127.0.0.1:8080')).toBe(
      [
        String.raw`curl -X POST 'http://127.0.0.1:8080/api/x' \
  -H 'accept: text/html' \
  -H 'x-two: a' \
  -H 'x-two: it'\''s' \
  --data-raw 'a'\''b'`,
      ].join(''),
    )
  })

  it('as a fault has the next one refused likewise, or broken', () => {
    expect(faultOf(refused)).toEqual({
      match: { operation: 'sps.configuration.list' },
      times: 1,
      effect: { type: 'refuse', rule: 'sps.session.missing' },
    })
    expect(faultOf(entry()).effect).toEqual({ type: 'status', status: 503 })
    expect(faultOf(entry({ response: { status: 0, headers: {}, body: null } })).effect).toEqual({
      type: 'reset',
    })
    const request = { method: 'GET', path: '/w/team/nowhere?a=1', headers: {}, body: null }
    expect(faultOf(entry({ operation: null, surface: null, workspace: 'team', request })).match).toEqual({
      method: 'GET',
      path: '/nowhere',
    })
  })

  it('as an expectation says what was asked and how it was answered', () => {
    expect(vitestOf(refused)).toContain(
      "await expect(mock).toHaveReceived({ operation: 'sps.configuration.list', rule: 'sps.session.missing' }, { exactly: 1 })",
    )
    expect(vitestOf(entry())).toContain('status: 200')
    expect(verifyLineOf(refused, 'http://127.0.0.1:8080/__mock/')).toBe(
      [
        String.raw`curl -fsS -X POST 'http://127.0.0.1:8080/__mock/journal/verify' \
  -d '{"match":{"operation":"sps.configuration.list","rule":"sps.session.missing"},"count":{"exactly":1}}'`,
      ].join(''),
    )
    expect(pytestOf(refused)).toContain(
      `def test_is_refused_sps_configuration_list_by_sps_session_missing(pam_mock_workspace):
    # Your client asks here, at pam_mock_workspace.urls.
    pam_mock_workspace.assert_received({"operation": "sps.configuration.list", "rule": "sps.session.missing"}, exactly=1)`,
    )
    expect(goOf(refused)).toContain(
      `func TestIsRefusedSpsConfigurationListBySpsSessionMissing(t *testing.T) {
\tmock := pammock.Start(t)
\t// Your client asks here, at mock.URLs.
\tmock.Received(pammock.Match{Operation: "sps.configuration.list", Rule: "sps.session.missing"}, pammock.Exactly(1))`,
    )
    expect(javaOf(refused)).toContain(
      `  void isRefusedSpsConfigurationListBySpsSessionMissing(Workspace workspace) {
    // Your client asks here, at workspace.urls().
    workspace.expect().received(Match.any().operation("sps.configuration.list").rule("sps.session.missing"), Count.exactly(1));`,
    )
  })

  it('as an expectation names it by its path where no operation is known', () => {
    const request = { method: 'GET', path: "/w/team/it's/now\\here?a=1", headers: {}, body: null }
    const cut = { status: 0, headers: {}, body: null }
    const lost = entry({ operation: null, surface: null, workspace: 'team', request, response: cut })
    expect(vitestOf(lost)).toContain(String.raw`{ method: 'GET', path: '/it\'s/now\\here', status: 0 }`)
    expect(pytestOf(lost)).toContain(String.raw`_w_team_it_s_now_here(pam_mock_workspace):`)
    expect(pytestOf(lost)).toContain(String.raw`{"method": "GET", "path": "/it's/now\\here", "status": 0}`)
    expect(goOf(lost)).toContain(String.raw`pammock.Match{Method: "GET", Path: "/it's/now\\here"}`)
    expect(javaOf(lost)).toContain(String.raw`.method("GET").path("/it's/now\\here").status(0)`)
    expect(verifyLineOf(lost, '/')).toContain(String.raw`"path":"/it'\''s/now\\here"`)
  })

  it.each([
    ['go', goOf, /^\t(mock := .*|mock\.Received\(pammock\.Match)/gm],
    ['java', javaOf, /^(@PamMockTest|class \w+Test|  @Test| +workspace\.expect\(\)\.received)/gm],
    ['python', pytestOf, /^( +pam_mock_workspace\.assert_received\(\{)/gm],
  ] as const)('as an expectation is in the words of the kit for %s', (kit, write, words) => {
    const readme = readFileSync(join(packageRoot(), `kits/${kit}/README.md`), 'utf8')
    const used = Array.from(write(refused).matchAll(words), ([, text]) => text!.trim())
    expect(used.length).toBeGreaterThan(0)
    expect(
      used.filter((one) => !readme.includes(one.replace(/class \w+Test/, 'class PasswordTest'))),
    ).toEqual([])
  })
})

describe('a clock', () => {
  it.each([
    [0, '+0 s'],
    [20_400, '+20 s'],
    [59_600, '+1 min'],
    [1_199_400, '+20 min'],
    [-90 * 60_000, '−1 h 30 min'],
    [49 * 3_600_000, '+2 d 1 h'],
    [24 * 3_600_000 - 1, '+1 d'],
    [30 * 24 * 3_600_000 + 60_000, '+30 d'],
  ])('that is %i ms from the machine’s is %s from it', (ms, words) => {
    expect(spanOf(ms)).toBe(words)
  })

  it.each([
    [0, false, ''],
    [-30, false, ''],
    [2000, false, '+2 s'],
    [-20_000, true, 'frozen'],
    [49 * 3_600_000, true, '+2 d 1 h, frozen'],
  ])('of which there is something to say: %i ms, frozen %s: %s', (offsetMs, frozen, words) => {
    expect(movedBy({ now: '', offsetMs, frozen })).toBe(words)
  })
})

describe('a word that the console explains', () => {
  it('leads to a page of the documents, and to a heading of it', () => {
    const views = join(packageRoot(), 'console/views')
    const links = readdirSync(views, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .flatMap((name) => readFileSync(join(views, name), 'utf8').match(/(?<=<Docs page=")[^"]+/g) ?? [])
    links.push(pageOfRule('sps.session.missing'), pageOfRule('pmp.account.not-checked-out'))
    expect(links.length).toBeGreaterThan(6)
    expect(links.filter((link) => !leadsSomewhere(link))).toEqual([])
  })
})

function leadsSomewhere(link: string): boolean {
  const [page, anchor] = link.split('#', 2) as [string, string?]
  const headings = readFileSync(join(packageRoot(), page), 'utf8').matchAll(/^#+ (.*)$/gm)
  return anchor === undefined || Array.from(headings, ([, one]) => anchorOf(one!)).includes(anchor)
}

describe('a body', () => {
  it('is laid out where it is JSON', () => {
    expect(prettyOf('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect([prettyOf('<a/>'), prettyOf(''), prettyOf('{"a"'), prettyOf('12')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('is decoded: a form taken apart, JSON in texts opened', () => {
    const inner = { operation: { Details: { REASON: 'a&b' } } }
    const form = new URLSearchParams({ INPUT_DATA: JSON.stringify(inner), name: 'n' }).toString()
    expect(JSON.parse(decodedOf(form, 'application/x-www-form-urlencoded') ?? '')).toEqual({
      INPUT_DATA: inner,
      name: 'n',
    })
    const custom = JSON.stringify({ custom: '{"Password":"{\\"deep\\":true}"}' })
    expect(JSON.parse(decodedOf(custom, 'application/json') ?? '')).toEqual({
      custom: { Password: { deep: true } },
    })
    expect(decodedOf('{"a":1}', 'application/json')).toBeUndefined()
    expect(decodedOf('<p>a=b</p>', 'text/html')).toBeUndefined()
    expect(JSON.parse(decodedOf('a=1&a=2', 'application/x-www-form-urlencoded') ?? '')).toEqual({
      a: ['1', '2'],
    })
  })

  it('has parameters in its path, too', () => {
    expect(JSON.parse(decodedQueryOf('/x?INPUT_DATA=%7B%22a%22%3A1%7D') ?? '')).toEqual({
      INPUT_DATA: { a: 1 },
    })
    expect(decodedQueryOf('/x')).toBeUndefined()
  })

  it('is coloured without losing a character', () => {
    const text = JSON.stringify({ a: [1, -2.5e3, 'x"y', null], 'b:': true }, undefined, 2)
    const pieces = piecesOf(text)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.filter(({ kind }) => kind === 'name').map((piece) => piece.text)).toEqual(['"a"', '"b:"'])
  })
})

describe('a filter', () => {
  const wants = (query: string, one = refused): boolean => fits(one, filterOf(new URLSearchParams(query)))

  it.each([
    ['', true],
    ['refused=true', true],
    ['surface=pmp', false],
    ['operation=sps.configuration.*', true],
    ['operation=sps.configuration', false],
    ['rule=*.session.missing', true],
    ['rule=sps.session', false],
    ['status=4xx', true],
    ['status=404', false],
    ['method=POST', false],
    ['text=LOG+IN', true],
    ['text=nowhere', false],
  ])('%s fits a refused entry: %s', (query, isFit) => {
    expect(wants(query)).toBe(isFit)
  })

  it('of refused ones leaves out what was answered', () => {
    expect(wants('refused=true', entry())).toBe(false)
  })
})

describe('a merge patch', () => {
  it.each([
    [{ a: 1, b: { c: 1, d: 2 } }, { b: { c: 1 } }],
    [{ a: { x: 1 } }, { a: [1] }],
    [{ a: [1, 2] }, { a: { x: { y: 1 } } }],
    [{ a: 'text' }, { a: '' }],
  ])('makes of %j what has %j', (before, after) => {
    expect(mergePatch(before, mergeOf(before, after))).toEqual({ ...before, ...after })
  })
})
