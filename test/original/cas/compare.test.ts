/** Answers are compared place by place. */
import { describe, expect, it } from 'vitest'
import { Aligner } from './align.ts'
import { reasonFor, type Difference } from './accepted.ts'
import { compare, flatten } from './compare.ts'
import { PROBES } from './probes/index.ts'
import type { Answer } from './probe.ts'

function flat(answer: Partial<Answer>) {
  return flatten({ status: 200, headers: {}, body: '', ...answer }, new Aligner({}))
}

const html = { 'content-type': ['text/html;charset=UTF-8'] }

describe('comparing answers', () => {
  it('finds the status, each header, each cookie and each member of JSON', () => {
    const one = flat({
      headers: { 'x-a': ['1'], 'set-cookie': ['TGC=secret; Path=/cas/; Secure'], date: ['today'] },
      body: '{ "a" : [ 1, "x" ] }',
    })
    const other = flat({
      status: 401,
      headers: { 'set-cookie': ['TGC=other; Path=/cas'], date: ['tomorrow'] },
      body: '{"a":[1,"y"]}',
    })
    expect(compare(one, other)).toEqual([
      { place: 'status', original: '200', emulator: '401' },
      { place: 'header x-a', original: '1', emulator: '(none)' },
      { place: 'cookie TGC', original: '<value>; Path=/cas/', emulator: '<value>; Path=/cas' },
      { place: 'cookie TGC secure', original: 'true', emulator: 'false' },
      { place: 'body layout', original: 'one line, " : "', emulator: 'one line, ":"' },
      { place: 'body /a/1', original: 'x', emulator: 'y' },
    ])
  })

  it('reads title, forms and fields of a page, and lets its prose be', () => {
    const page = (prose: string, value: string): string =>
      `<!DOCTYPE html><html><head><title> Login </title></head><body><p>${prose}</p>
       <form id="fm1" method="POST" action='login'><input type="hidden" name="execution" value="${value}"/>
       <input type="hidden" name="_eventId" value="submit"><input name="username"><button name="go">Go</button></form></body></html>`
    const one = flat({ headers: html, body: page('one', 'e1') })
    expect(compare(one, flat({ headers: html, body: page('other', 'e2') }))).toEqual([])
    expect(Object.fromEntries(one)).toMatchObject({
      'page title': 'Login',
      'page form fm1': 'post login',
      'page form fm1 execution': 'execution:hidden=<fresh>',
      'page form fm1 _eventId': '_eventId:hidden=submit',
      'page form fm1 username': 'username:text',
      'page form fm1 go': 'go:button',
    })
  })

  it('reads the members of an error in YAML', () => {
    const yaml = '--- !<java.util.LinkedHashMap>\nstatus: 405\ntrace: "one\\\n  \\ two"\npath: "/cas"\n'
    const headers = { 'content-type': ['application/vnd.cas.services+yaml'] }
    expect(Object.fromEntries(flat({ headers, body: yaml }))).toMatchObject({
      body: '--- !<java.util.LinkedHashMap>',
      'body /status': '405',
      'body /path': '"/cas"',
    })
  })

  it('takes attributes of a success in any order', () => {
    const xml = (...lines: string[]): string =>
      `<cas:attributes>\n${lines.map((line) => `    ${line}\n`).join('')}  </cas:attributes>`
    const [a, b] = ['<cas:a>1</cas:a>', '<cas:b>2</cas:b>']
    expect(compare(flat({ body: xml(a, b) }), flat({ body: xml(b, a) }))).toEqual([])
    expect(compare(flat({ body: xml(a) }), flat({ body: xml(a, b) }))).toEqual([
      { place: 'body attribute b', original: '(none)', emulator: '\n    <cas:b>2</cas:b>' },
    ])
  })
})

describe('accepted differences', () => {
  const difference: Difference = {
    table: '5.2',
    endpoint: 'GET /login',
    probe: 'plain',
    step: 'GET /login',
    place: 'header vary',
    original: 'Accept-Encoding',
    emulator: '(none)',
  }

  it('fit where every member that they name fits, `*` standing for any text', () => {
    const fits = (one: object) => reasonFor(difference, [{ reason: 'r', ...one }])?.reason === 'r'
    expect(fits({ place: 'header vary' })).toBe(true)
    expect(fits({ place: 'header *', endpoint: '*login' })).toBe(true)
    expect(fits({ place: 'header va' })).toBe(false)
    expect(fits({ place: 'header vary', table: '6.5' })).toBe(false)
  })
})

describe('probes', () => {
  it('are told apart by endpoint and name', () => {
    const titles = PROBES.map(({ endpoint, name }) => `${endpoint}: ${name}`)
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([])
  })
})
