/** Rights on any tree, against a plain reading of the rule: what was given on the way up to the first unique object adds up. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recordControlOf, taskControlOf } from '../../src/vendors/xtam/domain/permissions.ts'
import { realmOf } from '../../src/vendors/xtam/domain/world.ts'
import { makeUnique } from '../../src/vendors/xtam/domain/sharing.ts'
import { xtam } from '../../src/vendors/xtam/index.ts'
import {
  RECORD_CONTROLS,
  TASK_CONTROLS,
  permissionKey,
  type FolderRow,
  type UserRow,
} from '../../src/vendors/xtam/state.ts'
import { startApp } from '../support/app.ts'

const GROUPS = ['Operators', 'Readers', 'Deployments']
const PRINCIPALS = ['jo', ...GROUPS, 'somebody else']

/** A chain of folders from the root down: which are unique, and what was given where. */
const chains = fc.record({
  groups: fc.subarray(GROUPS),
  unique: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
  given: fc.array(
    fc.record({
      depth: fc.nat(5),
      principal: fc.constantFrom(...PRINCIPALS),
      record: fc.nat(RECORD_CONTROLS.length - 1),
      task: fc.nat(TASK_CONTROLS.length - 1),
    }),
    { maxLength: 8 },
  ),
})

it('are the strongest of what a user and the user’s groups were given up to the first unique folder', async () => {
  const { workspace } = await startApp({ surfaces: [xtam] })
  const realm = realmOf(workspace)
  const { tables } = realm
  const template = tables.objects.first('number', '10000') as FolderRow
  let run = 0
  fc.assert(
    fc.property(chains, ({ groups, unique, given }) => {
      run++
      const user: UserRow = { ...tables.users.get('xtam_norights')!, login: 'jo', groups }
      const id = (depth: number): string => `i-${run}x${depth}`
      const folders = unique.map((isUnique, depth): FolderRow => ({
        ...template,
        id: id(depth),
        number: run * 1000 + depth,
        parent: depth === 0 ? null : id(depth - 1),
        inherits: !isUnique,
      }))
      // Of two gifts to one principal at one place the later stands.
      const gifts = new Map(
        given
          .filter(({ depth }) => depth < folders.length)
          .map((one) => [`${one.depth} ${one.principal}`, one]),
      )
      workspace.update(() => {
        for (const folder of folders) tables.objects.put(folder.id, folder)
        for (const { depth, principal, record, task } of gifts.values())
          tables.permissions.put(permissionKey(id(depth), principal), {
            object: id(depth),
            principal,
            recordControl: RECORD_CONTROLS[record]!,
            sessionControl: 'None',
            taskControl: TASK_CONTROLS[task]!,
          })
      })
      const expected = (depth: number): [string, string] => {
        let [record, task] = [0, 0]
        for (let at = depth; at >= 0; at--) {
          for (const gift of gifts.values()) {
            if (gift.depth !== at || !(gift.principal === 'jo' || groups.includes(gift.principal))) continue
            record = Math.max(record, gift.record)
            task = Math.max(task, gift.task)
          }
          if (unique[at]) break
        }
        return [RECORD_CONTROLS[record]!, TASK_CONTROLS[task]!]
      }
      for (const [depth, folder] of folders.entries())
        expect([recordControlOf(realm, user, folder), taskControlOf(realm, user, folder)]).toEqual(
          expected(depth),
        )
      const deepest = folders.at(-1)!
      const made = makeUnique(realm, user, deepest)
      expect(made.inherits).toBe(false)
      expect([recordControlOf(realm, user, made), taskControlOf(realm, user, made)]).toEqual(
        expected(folders.length - 1),
      )
    }),
  )
})
