// @ts-check
// What fills the default limits: bodies of ten megabytes in every format, on each product and on the control plane, and
// exports of what was filled.

const MEGA = 1024 * 1024
/** Under the limit of 10 MiB. */
const LONG = 10 * MEGA - 4096

const JSON_TYPE = { 'content-type': 'application/json' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
const XML_TYPE = { 'content-type': 'text/xml' }
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=b' }

/** @typedef {{ sps: string, xtam: string, pmp: string }} Context credentials by product */

/** Signs in. @param {string} authority @returns {Promise<Context>} */
export async function prepare(authority) {
  const login = await fetch(`http://${authority}/api/authentication`, {
    headers: { authorization: `Basic ${Buffer.from('admin:a').toString('base64')}` },
  })
  const sps = login.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  await fetch(`http://${authority}/api/transaction`, { method: 'POST', headers: { cookie: sps } })
  const xtam = `Basic ${Buffer.from('xtam_admin:xtam_admin_password').toString('base64')}`
  return { sps, xtam, pmp: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902' }
}

/** Texts of some length in each shape. @type {Record<string, () => string>} */
const SHAPES = {
  members: () => `{${fill(LONG - 2, (at) => `"m${at}":${at},`)}"z":1}`,
  'a list of numbers': () => `[${fill(LONG - 4, () => '1,')}1]`,
  'a list of objects': () => `[${fill(LONG - 20, () => '{"a":"b","c":[]},')}{}]`,
  'one long text': () => `{"name":"${'x'.repeat(LONG - 20)}"}`,
  escapes: () => `{"name":"${'\\u00e9\\"'.repeat(Math.floor((LONG - 20) / 8))}"}`,
  secrets: () => `{${fill(LONG - 20, (at) => `"password":"S3cret-${at}",`)}"z":1}`,
  'open brackets': () => '['.repeat(LONG),
  'open objects': () => '{"a":'.repeat(LONG / 5),
  'nested lists': () => '['.repeat(LONG / 2) + ']'.repeat(LONG / 2),
  'broken at the end': () => `{${fill(LONG - 10, (at) => `"m${at}":${at},`)}"z":`,
  quotes: () => '"'.repeat(LONG),
  blanks: () => ' '.repeat(LONG),
}
/** @type {Record<string, () => string>} */
const FORMS = {
  pairs: () => fill(LONG, (at) => `a${at}=${at}&`),
  ampersands: () => '&'.repeat(LONG),
  percents: () => `a=${'%41'.repeat(LONG / 3 - 10)}`,
  'broken percents': () => `a=${'%'.repeat(LONG - 10)}`,
  'one name': () => fill(LONG, () => 'a=b&'),
}
/** @type {Record<string, () => string>} */
const PARTS = {
  'many parts': () =>
    `${fill(LONG - 20, (at) => `--b\r\ncontent-disposition: form-data; name="p${at}"\r\n\r\nx\r\n`)}--b--`,
  marks: () => fill(LONG, () => '\r\n--b'),
  'one part': () =>
    `--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n${'x'.repeat(LONG - 200)}\r\n--b--`,
}
/** @type {Record<string, () => string>} */
const XML = {
  elements: () => `<a>${'<b/>'.repeat(LONG / 4 - 10)}</a>`,
  deep: () => '<a>'.repeat(LONG / 3),
  entities: () => `<a>${'&amp;'.repeat(LONG / 5 - 10)}</a>`,
}

/** @param {Context} context @returns {Generator<{ label: string, url: string, method?: string, headers?: Record<string, string>, body?: string }>} */
export function* heavyRequests({ sps, xtam, pmp }) {
  const cookie = { cookie: sps }
  const basic = { authorization: xtam }
  const token = { authtoken: pmp }
  for (const [shape, make] of Object.entries(SHAPES)) {
    const body = make()
    yield {
      label: `sps PUT settings: ${shape}`,
      url: '/api/configuration/aaa/settings',
      method: 'PUT',
      headers: { ...cookie, ...JSON_TYPE },
      body,
    }
    yield {
      label: `sps POST user: ${shape}`,
      url: '/api/configuration/aaa/local_database/users',
      method: 'POST',
      headers: { ...cookie, ...JSON_TYPE },
      body,
    }
    yield {
      label: `sps anonymous: ${shape}`,
      url: '/api/configuration/aaa/settings',
      method: 'PUT',
      headers: JSON_TYPE,
      body,
    }
    for (const path of ['record/create', 'record/update/i-2qhyGh2UB0V', 'folder/create', 'user/create'])
      yield {
        label: `xtam POST ${path}: ${shape}`,
        url: `/xtam/rest/${path}`,
        method: 'POST',
        headers: { ...basic, ...JSON_TYPE },
        body,
      }
    yield {
      label: `xtam custom: ${shape}`,
      url: '/xtam/rest/record/create/i-0000',
      method: 'POST',
      headers: { ...basic, ...FORM_TYPE },
      body: `name=x&custom=${body}`,
    }
    yield {
      label: `pmp POST resources: ${shape}`,
      url: '/restapi/json/v1/resources',
      method: 'POST',
      headers: { ...token, ...JSON_TYPE },
      body,
    }
    yield {
      label: `pmp POST INPUT_DATA: ${shape}`,
      url: '/restapi/json/v1/resources',
      method: 'POST',
      headers: { ...token, ...FORM_TYPE },
      body: `INPUT_DATA=${body}`,
    }
    yield {
      label: `pmp LOGIN: ${shape}`,
      url: '/api/json/request?OPERATION_NAME=LOGIN',
      method: 'POST',
      headers: FORM_TYPE,
      body: `INPUT_DATA=${body}`,
    }
    yield { label: `control PATCH state: ${shape}`, url: '/__mock/state/xtam', method: 'PATCH', body }
    yield {
      label: `control PATCH users: ${shape}`,
      url: '/__mock/state/xtam',
      method: 'PATCH',
      body: `{"users":${body.slice(0, LONG - 20)}}`,
    }
    yield {
      label: `control fault: ${shape}`,
      url: '/__mock/faults',
      method: 'POST',
      body: `{"match":{"path":"/none"},"effect":{"type":"status","status":503,"body":${body.slice(0, LONG - 100)}}}`,
    }
    yield {
      label: `control fixtures: ${shape}`,
      url: '/__mock/workspaces',
      method: 'POST',
      body: `{"fixtures":{"sps":${body.slice(0, LONG - 100)}}}`,
    }
    yield {
      label: `control verify: ${shape}`,
      url: '/__mock/journal/verify',
      method: 'POST',
      body: `{"match":{"body":{"equals":${body.slice(0, LONG - 100)}}}}`,
    }
    yield { label: `nobody: ${shape}`, url: '/nowhere', method: 'POST', headers: JSON_TYPE, body }
    yield { label: `cas login: ${shape}`, url: '/cas/login', method: 'POST', headers: JSON_TYPE, body }
    yield { label: `journal after ${shape}`, url: '/__mock/journal?limit=20' }
    yield { label: `HAR after ${shape}`, url: '/__mock/journal.har' }
  }
  for (const [shape, make] of Object.entries(FORMS)) {
    const body = make()
    for (const url of [
      '/cas/login',
      '/xtam/rest/record/create',
      '/restapi/json/v1/resources',
      '/api/json/request?OPERATION_NAME=LOGIN',
      '/cas/v1/tickets',
      '/api/authentication',
    ])
      yield {
        label: `form ${url}: ${shape}`,
        url,
        method: 'POST',
        headers: { ...basic, ...token, ...FORM_TYPE },
        body,
      }
    yield { label: `journal after ${shape}`, url: '/__mock/journal?limit=20' }
  }
  for (const [shape, make] of Object.entries(PARTS)) {
    const body = make()
    for (const url of [
      '/restapi/json/v1/resources',
      '/xtam/rest/record/create',
      '/api/upload/plugins',
      '/cas/login',
    ])
      yield {
        label: `multipart ${url}: ${shape}`,
        url,
        method: 'POST',
        headers: { ...cookie, ...basic, ...token, ...MULTIPART },
        body,
      }
  }
  for (const [shape, make] of Object.entries(XML)) {
    const body = make()
    for (const url of ['/cas/samlValidate', '/cas/logout', '/cas/login', '/xtam/rest/record/create'])
      yield { label: `xml ${url}: ${shape}`, url, method: 'POST', headers: { ...basic, ...XML_TYPE }, body }
  }
  for (const match of ['body', 'headers'])
    yield {
      label: `journal matched by ${match}`,
      url: `/__mock/journal?match=${encodeURIComponent(JSON.stringify(match === 'body' ? { body: { json: { 'a.b': 1 } } } : { headers: { 'x-a': 'b' } }))}`,
    }
  for (const url of [
    'state',
    'state/diff',
    'ledger',
    'advice',
    'metrics',
    'workspaces',
    'coverage',
    'rules',
    'openapi.json',
    'openapi.yaml',
    'openapi/sps.json',
    'openapi/xtam.yaml',
    'openapi/pmp.yaml',
  ])
    yield { label: `control ${url}`, url: `/__mock/${url}` }
  const words = (/** @type {string} */ one) =>
    encodeURIComponent(Array.from({ length: 1000 }, (_, at) => `${one}${at}`).join(' '))
  for (const [shape, q] of Object.entries({
    words: words('w'),
    globs: words('*a*'),
    content: words('content:x OR '),
  }))
    yield { label: `sps search: ${shape}`, url: `/api/audit/sessions?q=${q}`, headers: cookie }
  yield { label: 'long path', url: `/api/${'a/'.repeat(30_000)}`, headers: cookie }
  yield { label: 'long query', url: `/cas/login?${'a=b&'.repeat(15_000)}` }
  yield { label: 'many cookies', url: '/cas/login', headers: { cookie: 'a=b; '.repeat(12_000) } }
}

/** Repeats pieces up to a length. @param {number} length @param {(at: number) => string} piece */
function fill(length, piece) {
  const pieces = []
  let size = 0
  for (let at = 0; ; at++) {
    const one = piece(at)
    size += one.length
    if (size > length) return pieces.join('')
    pieces.push(one)
  }
}
