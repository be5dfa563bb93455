/** The control plane as a target: its operations come from its own OpenAPI document. */
import { expect } from 'vitest'
import type { TestApp } from '../app.ts'
import type { Target } from './products.ts'
import type { Material } from './requests.ts'

const BODIES: readonly unknown[] = [
  { match: { surface: 'sps', method: 'GET', path: '/api/*' }, times: 1, effect: { type: 'delay', ms: 1 } },
  { effect: { type: 'status', status: 503, body: { a: 1 } } },
  { effect: { type: 'vendor', name: 'commit-fails' } },
  { advance: '20m' },
  { now: '2030-01-01T00:00:00Z' },
  { frozen: true },
  { name: 'before' },
  { id: 'team1', from: 'default', profiles: { sps: '7.0' } },
  { fixtures: { xtam: { users: [] } } },
  { match: { surface: 'xtam', rule: 'xtam.*' }, count: { atLeast: 1 } },
  { users: { xtam_login: { password: 'another' } } },
  { user: 'xtam_login' },
]

export const controlTarget: Target = {
  name: 'control plane',
  isJournalled: false,
  failures: [],
  signIn: () => Promise.resolve({}),
  refuses: ({ statusCode }) => statusCode >= 400,
  looks(answer) {
    if (answer.statusCode < 400 || answer.body === '') return
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(answer.body)).toMatchObject({ status: answer.statusCode, detail: expect.any(String) })
  },
  async material({ app, kernel }: TestApp): Promise<Material> {
    const document = (await app.inject('/__mock/openapi.json')).json<{ paths: Record<string, object> }>()
    const actions = kernel.surfaces.flatMap((surface) => Object.keys(surface.actions ?? {}))
    return {
      operations: Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods)
          // A stream of events does not end by itself.
          .filter(([, operation]) => !JSON.stringify(operation).includes('text/event-stream'))
          .map(([name]) => ({ id: path, method: name.toUpperCase(), path })),
      ),
      ids: ['xtam', 'sps', 'pmp', 'xtam.json', 'default', 'f-1', 'before', 'team1', 'certuser', ...actions],
      names: [...new Set(propertiesIn(document))],
      bodies: BODIES,
    }
  },
}

/** Names of members and parameters in a JSON schema or OpenAPI document, at any depth. */
function propertiesIn(document: unknown): string[] {
  if (typeof document !== 'object' || document === null) return []
  const { properties = {}, name } = document as { properties?: object; name?: unknown }
  const own = [...Object.keys(properties), ...(typeof name === 'string' ? [name] : [])]
  return [...own, ...Object.values(document).flatMap(propertiesIn)]
}
