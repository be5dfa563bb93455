/** Reports and what they are made of (guide chapter "Reporting"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { guide } from '../errors.ts'
import { coll, dir } from './node.ts'
import { name, opaqueNamed, recalledChoice } from './values.ts'

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

const unread = { recalled: 'all' } as const

export const reporting = dir(
  {
    content_subchapters: coll(opaqueNamed, unread),
    custom_subchapters: coll(opaqueNamed, { evidence: 'inferred', ...unread }),
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
