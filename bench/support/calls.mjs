/** What is asked of each surface, in the built-in world, and what a yardstick has to answer in its place. */
const XTAM = '/xtam/rest'
const LISTS = '/api/configuration/policies/userlists'
const PMP = '/restapi/json/v1/resources'
const JSON_BODY = { 'content-type': 'application/json' }
const INPUT_DATA = { 'content-type': 'text/json' }

/** Signs in to each surface. @returns the headers that make a call of each an authenticated one */
export async function signIn(base) {
  const authorization = basic('xtam_login', 'xtam_password')
  const xsrf = await cookieOf(`${base}${XTAM}/user/whoami`, authorization, 'XSRF-TOKEN')
  const session = await cookieOf(`${base}/api/authentication`, basic('admin', 'a'), 'session_id')
  return {
    xtam: { authorization, 'x-xsrf-token': xsrf },
    sps: { cookie: `session_id=${session}` },
    pmp: { AUTHTOKEN: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902' },
  }
}

export function reads({ xtam, sps, pmp }) {
  return {
    'XTAM record unlock': get(`${XTAM}/record/unlock/i-2qhyGh2UB0V`, xtam),
    'SPS configuration object': get('/api/configuration/aaa/settings', sps),
    'PMP password': get(`${PMP}/303/accounts/307/password`, pmp),
  }
}

export function newRecord(xtam, name = 'bench') {
  return {
    method: 'POST',
    path: `${XTAM}/record/new/i-2Zh30SUCq7c/i-83XfwpNvCHy`,
    headers: { ...xtam, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name, custom: '{"Host":"host"}' }).toString(),
  }
}

export function unlockRecord(xtam, id) {
  return get(`${XTAM}/record/unlock/${id}`, xtam)
}

export function newUserList(sps, name = 'bench') {
  return { method: 'POST', path: LISTS, headers: { ...sps, ...JSON_BODY }, body: userList(name) }
}

export function readUserList(sps, key) {
  return get(`${LISTS}/${key}`, sps)
}

export function changeUserList(sps, key) {
  return { ...newUserList(sps), method: 'PUT', path: `${LISTS}/${key}`, body: userList('changed') }
}

export function commit(sps) {
  const headers = { ...sps, ...JSON_BODY }
  return { method: 'PUT', path: '/api/transaction', headers, body: '{"status":"commit"}' }
}

export function changePassword(pmp) {
  const details = { NEWPASSWORD: 'Test12345$', RESETTYPE: 'LOCAL', REASON: 'test' }
  return {
    method: 'PUT',
    path: `${PMP}/303/accounts/307/password`,
    headers: { ...pmp, ...INPUT_DATA },
    body: inputData(details),
  }
}

export function newResource(pmp, name) {
  const details = { RESOURCENAME: name, ACCOUNTNAME: 'root', RESOURCETYPE: 'Linux', PASSWORD: 'Fake-12345$' }
  return { method: 'POST', path: PMP, headers: { ...pmp, ...INPUT_DATA }, body: inputData(details) }
}

export function readResource(pmp, name) {
  return get(`${PMP}/resourcename/${name}/accounts/accountname/root`, pmp)
}

/** Makes a call and tells what a yardstick has to answer to it, under another path if that is said. */
export async function routeOf(base, call, path = call.path) {
  const { method } = call
  const answer = await fetch(base + call.path, call)
  const text = await answer.text()
  if (!answer.ok || text.includes('"Failed"'))
    throw new Error(`${method} ${call.path}: ${answer.status} ${text}`)
  const own = new Set(['date', 'connection', 'keep-alive', 'content-length'])
  return {
    method,
    path,
    status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !own.has(name))),
    body: text,
  }
}

function get(path, headers) {
  return { method: 'GET', path, headers }
}

function userList(name) {
  return JSON.stringify({ name, allow: 'no_user', except: [] })
}

function inputData(Details) {
  return `INPUT_DATA=${JSON.stringify({ operation: { Details } })}`
}

function basic(user, password) {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

async function cookieOf(url, authorization, name) {
  const answer = await fetch(url, { headers: { authorization } })
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0].split('='))
  return new Map(cookies).get(name)
}
