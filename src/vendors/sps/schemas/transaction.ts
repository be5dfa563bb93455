/** Transactions and their change log. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { below, inVersions, link } from './common.ts'

const status = () =>
  z
    .strictObject({
      status: z.enum(['open', 'closed']),
      commit_message: inVersions(
        z.enum(['required', 'optional']).optional(),
        (features) => features.commitMessageField,
      ),
    })
    .optional()

/** Under `body` or, in older versions, under `transaction`. */
export const transactionStatus = deferred(() =>
  z.strictObject({
    key: z.literal('transaction'),
    body: inVersions(status(), (features) => features.transactionPayload === 'body'),
    transaction: inVersions(status(), (features) => features.transactionPayload === 'transaction'),
    meta: below({ changes: link().optional() }),
  }),
)

export const commitBody = deferred(() =>
  z.object({ status: z.literal('commit'), message: z.string().optional() }),
)

/** An object, a member of one or a list: whatever stands at the path. */
const value = () => z.unknown()
const path = () => z.string()
const order = () => z.array(z.string())

export const changeLog = deferred(() =>
  z.strictObject({
    changes: z.array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('create'), path: path(), new_value: value() }),
        z.strictObject({ type: z.literal('delete'), path: path(), old_value: value() }),
        z.strictObject({ type: z.literal('replace'), path: path(), new_value: value(), old_value: value() }),
        z.strictObject({ type: z.literal('reorder'), path: path(), new_order: order(), old_order: order() }),
      ]),
    ),
    meta: below({ transaction: link() }),
  }),
)
