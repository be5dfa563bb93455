/** The ids of the vendor's samples (301, 303, 601, 901) show that a restart goes on with the next block of 300. */
import { describe, expect, it } from 'vitest'
import { BUILT_IN } from '../../support/app.ts'
import { dataFile } from '../../support/data-folder.ts'
import { buildApp } from '../../../src/app/app.ts'
import { DataFile } from '../../../src/kernel/store/durable/data-file.ts'
import { Kernel } from '../../../src/kernel/kernel.ts'
import { pmp } from '../../../src/vendors/pmp/index.ts'
import { ROOT, said, startPmp, tokens } from './client.ts'

const headers = { authtoken: tokens.operations }
const create = (name: string) => ({
  method: 'POST' as const,
  url: `${ROOT}/resources?INPUT_DATA={operation:{Details:{RESOURCENAME:${name},ACCOUNTNAME:root,RESOURCETYPE:Linux,PASSWORD:'fake-New1!'}}}`,
  headers,
})
const find = (name: string) => ({ url: `${ROOT}/resources/resourcename/${name}`, headers })

describe('After a restart', () => {
  it('new rows get the ids of the next block, one after the other', async () => {
    const file = dataFile()
    const run = async (...names: string[]): Promise<string[]> => {
      const data = new DataFile(file)
      const kernel = new Kernel({
        surfaces: [pmp],
        fixtures: { name: 'built-in', directories: [BUILT_IN] },
        store: { adapter: data },
      })
      const app = await buildApp({ kernel })
      const ids: string[] = []
      for (const name of names) {
        await app.inject(create(name))
        ids.push(said(await app.inject(find(name))).details.RESOURCEID)
      }
      await app.close()
      await data.close()
      return ids
    }
    expect(await run('one', 'two')).toEqual(['310', '311'])
    expect(await run('three', 'four')).toEqual(['601', '602'])
    expect(await run('five')).toEqual(['901'])
  })

  it('that a lever stands for, the same happens and interactive sessions are gone', async () => {
    const { app, workspace } = await startPmp()
    const key = said(
      await app.inject({ method: 'POST', url: '/api/json/auth?USERNAME=guest&PASSWORD=guest' }),
    ).details.AUTHKEY as string
    const list = async () =>
      said(await app.inject({ url: `${ROOT}/resources`, headers: { authtoken: key } })).status
    expect(await list()).toBe('Success')
    const { actions } = pmp
    actions!['restart-server']!.run(workspace, {})
    await app.inject(create('after'))
    expect(said(await app.inject(find('after'))).details.RESOURCEID).toBe('601')
    expect(await list()).toBe('Failed')
  })
})
