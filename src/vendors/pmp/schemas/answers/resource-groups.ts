/** What answers say of resource groups. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { flag, id } from './fields.ts'

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

/** A node of the tree that the browser extension shows: an owner, or a group of an owner. */
export const groupNode = deferred(() =>
  z
    .strictObject({
      'GROUP ID': id(),
      'GROUP NAME': z.string(),
      'GROUP OWNERID': id(),
      ISSUBGROUPAVAILABLE: flag(),
      ISNODENAME: flag(),
    })
    .meta({ id: 'PmpResourceGroupNode' }),
)

/** The groups that a resource is in. */
export const associatedGroups = deferred(() =>
  z.strictObject({
    'ASSOCIATED GROUPS': z.array(z.strictObject({ 'GROUP ID': id(), 'GROUP NAME': z.string() })),
  }),
)
