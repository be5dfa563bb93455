import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'
import { flag } from './flag.ts'

const text = deferred(() => z.string().min(1))

export const surfaceParams = deferred(() => z.object({ surface: z.string() }))

export const stateQuery = deferred(() =>
  z.strictObject({
    table: text().optional().meta({ description: 'One table alone.' }),
    key: text().optional().meta({ description: 'One row of it alone.' }),
  }),
)

export const tableParams = deferred(() => z.object({ surface: z.string(), table: z.string() }))

export const pageQuery = deferred(() =>
  z.strictObject({
    search: z.string().max(200).default('').meta({
      description:
        'A text that the key or the row contains, in any case. A page may then end before it is full.',
    }),
    from: whole(999_999_999)
      .default(0)
      .meta({ description: 'Where the page begins: `next` of the one before.' }),
    limit: whole(500).default(50).meta({ description: 'At most so many rows, up to 500.' }),
  }),
)

const whole = (most: number) => z.coerce.number().int().min(0).max(most)

export const diffQuery = deferred(() =>
  z.strictObject({
    from: text().optional().meta({ description: 'A snapshot; the fixtures otherwise.' }),
    surface: text().optional().meta({ description: 'One surface alone.' }),
    bookkeeping: flag().meta({
      description: 'Also what the product notes down by itself: sessions, trails, counters.',
    }),
  }),
)

export const statePatch = deferred(() =>
  z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .meta({ description: 'Merge patch (RFC 7396): rows by key, by table; null takes a row away.' }),
)
