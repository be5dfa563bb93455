/** The SPS surface in this process, without a network, signed in as the administrator. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from '../../dist/app/app.js'
import { Kernel } from '../../dist/kernel/kernel.js'
import { sps } from '../../dist/vendors/sps/index.js'

const SEEDS = join(import.meta.dirname, '../../fixtures/seeds')

/** The built-in fixtures of the product, merged. */
export function builtIn() {
  const folder = join(SEEDS, 'sps')
  const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const { $schema: _schema, ...data } = Object.assign({}, ...files)
  return data
}

/** @returns `call`, which resolves to the JSON of a good answer, and the surface's tables */
export async function openSps(data) {
  const kernel = new Kernel({
    surfaces: [sps],
    fixtures: { name: 'bench', directories: [SEEDS], data: { sps: data } },
  })
  const app = await buildApp({ kernel, surfaces: [sps] })
  const authorization = `Basic ${Buffer.from('admin:a').toString('base64')}`
  const login = await app.inject({ url: '/api/authentication', headers: { authorization } })
  const [cookie] = [login.headers['set-cookie']].flat()[0].split(';')
  const call = async (method, url, body) => {
    const headers = { cookie, ...(body && { 'content-type': 'application/json' }) }
    const answer = await app.inject({ method, url, headers, ...(body && { payload: JSON.stringify(body) }) })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
  return { call, tables: kernel.defaultWorkspace.state(sps.slice) }
}
