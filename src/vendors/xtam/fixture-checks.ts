/** Whether what a fixture file refers to is there. */
import type { z } from 'zod'
import type { Fixtures } from './schemas/fixtures.ts'

type Fault = (path: (string | number)[], message: string) => void

/** The same, for a schema. */
export function refineReferences(data: Fixtures, context: z.RefinementCtx): void {
  checkReferences(data, (path, message) => context.addIssue({ code: 'custom', path, message }))
}

/** Ids are of one space, and everything that is referred to exists. */
export function checkReferences(data: Fixtures, fault: Fault): void {
  checkIdentities(data, fault)
  checkTree(data, fault)
  const records = new Set(data.records.map(({ id }) => id))
  const objects = new Set([...data.folders.map(({ id }) => id), ...records])
  const logins = new Set(data.users.map(({ login }) => login))
  const groups = new Set(data.groups.map(({ name }) => name))
  for (const section of ['permissions', 'bindings', 'marks'] as const) {
    for (const [at, { object }] of data[section].entries()) {
      if (!objects.has(object)) fault([section, at, 'object'], `there is no object ${object}`)
    }
  }
  for (const section of ['authTokens', 'marks'] as const) {
    for (const [at, { login }] of data[section].entries()) {
      if (!logins.has(login)) fault([section, at, 'login'], `there is no user "${login}"`)
    }
  }
  for (const [at, user] of data.users.entries()) {
    const unknown = user.groups.find((group) => !groups.has(group))
    if (unknown !== undefined) fault(['users', at, 'groups'], `there is no group "${unknown}"`)
    if (groups.has(user.login)) fault(['users', at, 'login'], `a group is called "${user.login}"`)
  }
  const isPrincipal = (name: string): boolean => logins.has(name) || groups.has(name)
  for (const [at, { principal }] of data.permissions.entries()) {
    if (!isPrincipal(principal))
      fault(['permissions', at, 'principal'], `there is no user or group "${principal}"`)
  }
  for (const [at, { approvers }] of data.bindings.entries()) {
    const unknown = approvers.find((name) => !isPrincipal(name))
    if (unknown !== undefined) fault(['bindings', at, 'approvers'], `there is no user or group "${unknown}"`)
  }
  for (const [at, { record }] of data.links.entries()) {
    if (!records.has(record)) fault(['links', at, 'record'], `there is no record ${record}`)
  }
  const owners = new Set([...data.recordTypes.map(({ id }) => id), ...records])
  for (const [at, { owner }] of data.tasks.entries()) {
    if (!owners.has(owner)) fault(['tasks', at, 'owner'], `there is no record type or record ${owner}`)
  }
}

function checkIdentities(data: Fixtures, fault: Fault): void {
  const seen = new Set<string | number>()
  for (const section of ['users', 'groups', 'recordTypes', 'folders', 'records'] as const) {
    for (const [at, { id, number }] of data[section].entries()) {
      for (const one of [id, number]) {
        if (seen.has(one)) fault([section, at], `the id ${one} is used twice`)
        seen.add(one)
      }
    }
  }
  const names: [keyof Fixtures, string[]][] = [
    ['users', data.users.map(({ login }) => login)],
    ['groups', data.groups.map(({ name }) => name)],
    ['recordTypes', data.recordTypes.map(({ name }) => name)],
    ['tasks', data.tasks.map(({ id }) => id)],
    ['authTokens', data.authTokens.map(({ id }) => id)],
  ]
  for (const [section, list] of names) {
    const used = new Set<string>()
    for (const [at, name] of list.entries()) {
      if (used.has(name)) fault([section, at], `"${name}" is used twice`)
      used.add(name)
    }
  }
}

function checkTree(data: Fixtures, fault: Fault): void {
  const folders = new Set(data.folders.map(({ id }) => id))
  const types = new Set(data.recordTypes.map(({ id }) => id))
  const parents = new Map(data.folders.map(({ id, parent }) => [id, parent]))
  const parentTypes = new Map(data.recordTypes.map(({ id, parentType }) => [id, parentType]))
  const isFolderInside = insideItself(parents)
  const isTypeInside = insideItself(parentTypes)
  for (const [at, { id, parentType }] of data.recordTypes.entries()) {
    const path = ['recordTypes', at, 'parentType']
    if (parentType !== '' && !types.has(parentType)) fault(path, `there is no record type ${parentType}`)
    else if (isTypeInside(id)) fault(path, `${id} has its own fields as those of a parent`)
  }
  const root = data.folders.find(({ parent }) => parent === null)
  for (const [at, one] of data.folders.entries()) {
    const path = ['folders', at, 'parent']
    if (one.parent === null) {
      if (one !== root) fault(path, 'there is a root folder already')
    } else if (!folders.has(one.parent)) fault(path, `there is no folder ${one.parent}`)
    else if (isFolderInside(one.id)) fault(path, `${one.id} lies inside itself`)
  }
  for (const [at, { folder, type }] of data.records.entries()) {
    if (!folders.has(folder)) fault(['records', at, 'folder'], `there is no folder ${folder}`)
    if (!types.has(type)) fault(['records', at, 'type'], `there is no record type ${type}`)
  }
  for (const [at, { folder }] of data.links.entries()) {
    if (!folders.has(folder)) fault(['links', at, 'folder'], `there is no folder ${folder}`)
  }
}

/** Makes a test of whether something lies inside itself. A way up that was followed is not followed again. */
function insideItself(parents: ReadonlyMap<string, string | null>): (id: string) => boolean {
  const known = new Map<string, boolean>()
  return (id) => {
    const passed = new Set<string>()
    let at: string | null | undefined = id
    for (; at && !known.has(at) && !passed.has(at); at = parents.get(at)) passed.add(at)
    const isInside = at ? (known.get(at) ?? true) : false
    for (const one of passed) known.set(one, isInside)
    return isInside
  }
}
