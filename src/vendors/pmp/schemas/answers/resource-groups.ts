/** What answers say of resource groups. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { id } from './fields.ts'

export const group = deferred(() =>
  z
    .strictObject({
      resourceGroupId: id(),
      resourceGroupName: z.string(),
      resourceGroupDescription: z.string(),
    })
    .meta({ id: 'PmpResourceGroup' }),
)

export const groupCreated = deferred(() => group().pick({ resourceGroupId: true }))

export const wholeGroup = deferred(() =>
  group()
    .extend({
      ownerId: id(),
      resourceGroupType: z.enum(['static', 'dynamic']),
      resourceIds: z.array(id()),
    })
    .meta({ id: 'PmpResourceGroupDetails' }),
)

/** The groups that a resource is in. */
export const associatedGroups = deferred(() =>
  z.strictObject({
    'ASSOCIATED GROUPS': z.array(z.strictObject({ 'GROUP ID': id(), 'GROUP NAME': z.string() })),
  }),
)
