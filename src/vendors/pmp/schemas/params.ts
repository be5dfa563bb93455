/** The parameters of paths. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import type { Route } from '../../../kernel/surface/operation.ts'
import type { Target } from '../call.ts'

const MEANINGS: Readonly<Record<keyof Target, string>> = {
  resourceId: 'Id of a resource, as GET RESOURCES shows it',
  accountId: 'Id of an account, as GET RESOURCE ACCOUNTLIST shows it',
  userId: 'Id of a user',
  groupId: 'Id of a resource group',
  userGroupId: 'Id of a user group',
  categoryId: 'Id of a category of personal passwords',
  resourceName: 'Name of a resource',
  accountName: 'Name of an account',
}

/** The schema of the parameters of some routes, where they have any. */
export function paramsOf(route: Route | readonly Route[]): { readonly params?: Deferred } {
  const names = [route].flat().flatMap((one) => [...one.matchAll(/:(\w+)/g)].map(([, name]) => name!))
  if (names.length === 0) return {}
  const members = (): [string, z.ZodString][] =>
    names.map((name) => [name, z.string().meta({ description: MEANINGS[name as keyof Target] })])
  return { params: deferred(() => z.object(Object.fromEntries(members()))) }
}
