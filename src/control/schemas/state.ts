import { z } from 'zod'
import { flag } from './flag.ts'

const text = z.string().min(1)

export const surfaceParams = z.object({ surface: z.string() })

export const stateQuery = z.strictObject({
  table: text.optional().meta({ description: 'One table alone.' }),
  key: text.optional().meta({ description: 'One row of it alone.' }),
})

export const diffQuery = z.strictObject({
  from: text.optional().meta({ description: 'A snapshot; the fixtures otherwise.' }),
  surface: text.optional().meta({ description: 'One surface alone.' }),
  bookkeeping: flag.meta({
    description: 'Also what the product notes down by itself: sessions, trails, counters.',
  }),
})

export const statePatch = z
  .record(z.string(), z.record(z.string(), z.unknown()))
  .meta({ description: 'Merge patch (RFC 7396): rows by key, by table; null takes a row away.' })
