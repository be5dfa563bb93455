/** A product with just enough of everything, for tests of what stands around the products. */
import type { z } from 'zod'
import { pathTable, servedUnder } from '../../../src/kernel/surface/operation.ts'
import { finder } from '../../../src/kernel/surface/serve.ts'
import type { SurfaceDefinition } from '../../../src/kernel/surface/surface.ts'
import { sendError } from './envelope.ts'
import { schema, seed } from './fixtures.ts'
import { timeGet } from './operations/time.ts'
import { toyGet, toyPaint } from './operations/toys.ts'
import { pipeline } from './pipeline.ts'
import { toySettings } from './settings.ts'
import { toySlice } from './state.ts'
import { actions, faults, handles } from './testing.ts'

const ROOT = '/toy'
const served = servedUnder([ROOT], [toyGet, toyPaint, timeGet])

export const toySurface: SurfaceDefinition<z.output<typeof schema>, typeof toySlice> = {
  name: 'toy',
  roots: [ROOT],
  operations: served,
  find: finder(pathTable(served)),
  pipeline,
  sendError,
  settings: toySettings,
  slice: toySlice,
  fixtures: { schema, seed },
  secrets: { headers: ['x-toy-token'], fields: ['token'] },
  malformed: () => ({ status: 400, headers: { 'Content-Type': 'text/plain' }, body: 'broken toy' }),
  urls: (base) => ({ toy: base + ROOT }),
  faults,
  actions,
  handles,
  certificateUsers: () => ['certuser'],
  credentials: () => [{ label: 'token', value: 'toy-token' }],
}
