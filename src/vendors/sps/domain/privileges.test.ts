import { expect, it } from 'vitest'
import { Kernel } from '../../../kernel/kernel.ts'
import { sps } from '../index.ts'
import { spsSlice, type Tables } from '../state.ts'
import { grantsOf } from './privileges.ts'

const GROUPS = 'aaa/local_database/groups'

it('finds the groups of a user without looking at the others', () => {
  const { workspace, tables } = open()
  workspace.update(() => {
    for (let n = 0; n < 500; n++) addGroup(tables, `crowd-${n}`, [`somebody-${n}`])
    addGroup(tables, 'ours', ['ann', 'carl'])
    const acl = { group: 'ours', objects: ['/special/basic'], permission: 'write' }
    tables.nodes.put('aaa/acls', { path: 'aaa/acls', collection: null, body: [acl] })
  })
  let rows = 0
  const nodes = Object.assign(Object.create(tables.nodes) as Tables['nodes'], {
    get: tables.nodes.get.bind(tables.nodes),
    *find(...asked: Parameters<Tables['nodes']['find']>) {
      for (const row of tables.nodes.find(...asked)) {
        rows++
        yield row
      }
    },
  })
  expect(grantsOf({ ...tables, nodes }, 'carl')).toEqual({ '/special/basic': 'write' })
  expect(grantsOf({ ...tables, nodes }, 'nobody')).toEqual({})
  expect(rows).toBe(1)
})

function open() {
  const kernel = new Kernel({ surfaces: [sps], fixtures: { name: 'f', directories: [], data: { sps: {} } } })
  const workspace = kernel.defaultWorkspace
  return { workspace, tables: workspace.state(spsSlice) }
}

function addGroup(tables: Tables, name: string, members: readonly string[]): void {
  const path = `${GROUPS}/${name}`
  tables.nodes.put(path, { path, collection: GROUPS, body: { name, members } })
}
