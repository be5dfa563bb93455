/** Reports and what they are made of (guide chapter "Reporting"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { guide } from '../errors.ts'
import { coll, dir, obj } from './node.ts'
import { name, opaque, opaqueNamed, recalledChoice } from './values.ts'

const report = lazily(() =>
  z.looseObject({
    name: name(),
    access: z.array(z.string()).optional(),
    chapters: z
      .array(
        z.looseObject({
          name: z.string(),
          subchapters: z.array(recalledChoice({ name: z.string().optional() })),
        }),
      )
      .optional(),
  }),
)

/** What a search chapter of a report may ask for, by the kind of what is searched. */
const searchFields = lazily(() =>
  z.record(
    z.string(),
    z.looseObject({
      fields: z.array(
        z.looseObject({
          description: z.string(),
          field: z.string(),
          name: z.string(),
          presentable: z.boolean(),
          searchable: z.boolean(),
          type: z.string(),
        }),
      ),
    }),
  ),
)

const unread = { recalled: 'all' } as const
const listed = { since: '7.5', readOnly: true, source: guide('8.0 LTS', 'page 48') } as const

export const reporting = dir(
  {
    _available_search_fields: obj(searchFields, {
      ...listed,
      recalled: ['all fields but three of events'],
      source: `${guide('8.0 LTS', 'page 48')}; topic doc2248641`,
    }),
    _available_subchapters: obj(opaque, { ...listed, ...unread }),
    content_subchapters: coll(opaqueNamed, unread),
    // Taken away with 7.0.0 (guide 8.0 LTS page 48).
    custom_subchapters: coll(opaqueNamed, { until: '7.0', ...unread, source: guide('6.0.7', 'page 38') }),
    predefined_reports: coll(opaqueNamed, unread),
    reports: coll(report, {
      recalled: [
        'name',
        'frequency, recipients and language',
        'subchapters of other selections than "builtin"',
      ],
    }),
    statistics_subchapters: coll(opaqueNamed, unread),
  },
  { since: '5.x', source: guide('6.9.5', 'page 41'), privilege: '/special/report' },
)
