import { expect, it } from 'vitest'
import { startApp } from '../../../../test/support/app.ts'
import { xtam } from '../index.ts'
import { nearest } from './ancestry.ts'
import { realmOf } from './world.ts'

it('goes from an object to the root', async () => {
  const { workspace } = await startApp({ surfaces: [xtam] })
  const { tables } = realmOf(workspace)
  const names: string[] = []
  nearest(tables, tables.objects.first('number', '183331')!, (at) => void names.push(at.name))
  expect(names).toEqual(['lab-win-01', 'Windows', 'Lab Servers', 'All Records'])
})

it('comes to an end in a circle', async () => {
  const { workspace } = await startApp({ surfaces: [xtam] })
  const { tables } = realmOf(workspace)
  const folder = tables.objects.first('number', '183320')!
  tables.objects.put(folder.id, { ...folder, parent: folder.id })
  expect(nearest(tables, tables.objects.get(folder.id)!, () => undefined)).toBeUndefined()
})
