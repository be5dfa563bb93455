/** What holds for every function below `/xtam/rest`, whichever are added: each is refused in the product's way. */
import { describe, expect, it } from 'vitest'
import { buildApp } from '../../../src/app/app.ts'
import { Kernel } from '../../../src/kernel/kernel.ts'
import type { ListedOperation } from '../../../src/kernel/surface/operation.ts'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { BUILT_IN, startApp, type TestApp } from '../../support/app.ts'
import { refusal } from './calls.ts'
import { ADMIN, NOBODY, xsrfOf } from './support.ts'

const surfaces = [xtam]

interface Served {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
}

const functions = (await declaredOperations())
  .filter(({ path }) => path.startsWith('/xtam/rest/'))
  .map(({ id, method, path }) => ({ id, method: method as Served['method'], path }))
const modifying = functions.filter(({ method }) => method !== 'GET')
const withIds = functions.filter(({ path }) => path.includes(':'))

/** All state that a refused call must leave alone: all but the trail of what was tried, and XSRF tokens. */
async function state({ app }: TestApp): Promise<unknown> {
  const answer = await app.inject({ url: '/__mock/state/xtam', headers: { host: 'localhost' } })
  const { audit, xsrfTokens, sequences, ...rest } = answer.json<Record<string, unknown>>()
  expect([audit, xsrfTokens, sequences]).not.toContain(undefined)
  return rest
}

describe('every function', () => {
  it.each(functions)('$method $path challenges a stranger', async ({ method, path }) => {
    const started = await startApp({ surfaces })
    const answer = await started.app.inject({ method, url: path.replaceAll(/:\w+/g, '1') })
    expect(refusal(started, answer)).toEqual([401, 'xtam.auth.missing'])
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/)
  })

  it.each(modifying)(
    '$method $path wants the XSRF token, and changes nothing without',
    async ({ method, path }) => {
      const started = await startApp({ surfaces })
      const before = await state(started)
      const url = path.replaceAll(/:\w+/g, '183321')
      const answer = await started.app.inject({ method, url, headers: ADMIN })
      expect(refusal(started, answer)).toEqual([403, 'xtam.xsrf.missing'])
      expect(await state(started)).toEqual(before)
    },
  )

  it.each(withIds)(
    '$method $path finds nothing by an unknown id, and changes nothing',
    async ({ method, path }) => {
      const started = await startApp({ surfaces })
      const before = await state(started)
      const answer = await started.app.inject({
        method,
        url: path.replaceAll(/:\w+/g, '999999'),
        headers: { ...ADMIN, 'x-xsrf-token': await xsrfOf(started.app, ADMIN) },
      })
      const [status, rule] = refusal(started, answer)
      expect([status, rule]).toEqual([404, expect.stringMatching(/^xtam\.[\w-]+\.(?:[\w-]+-)?not-found$/)])
      expect(answer.headers['content-type']).toBe('text/html;charset=utf-8')
      expect(await state(started)).toEqual(before)
    },
  )

  it.each(modifying)('$method $path does nothing for a user without rights', async ({ method, path }) => {
    const started = await startApp({ surfaces })
    const before = await state(started)
    const ids: Record<string, string> = {
      folder: '183320',
      parent: '183320',
      type: '1724',
      name: 'Operators',
    }
    const answer = await started.app.inject({
      method,
      url: path.replaceAll(/:(\w+)/g, (_text, name: string) => ids[name] ?? '183321'),
      headers: { ...NOBODY, 'x-xsrf-token': await xsrfOf(started.app, NOBODY) },
    })
    expect([400, 403, 404]).toContain(answer.statusCode)
    expect(await state(started)).toEqual(before)
  })
})

/** The list of tests is made before any test runs: an app that only tells its operations. */
async function declaredOperations(): Promise<ListedOperation[]> {
  const kernel = new Kernel({
    surfaces,
    fixtures: { name: 'built-in', directories: [BUILT_IN] },
    settings: { profiles: {}, overrides: {} },
    seed: undefined,
  })
  const app = await buildApp({ kernel })
  await app.ready()
  await app.close()
  return kernel.operations.list()
}
