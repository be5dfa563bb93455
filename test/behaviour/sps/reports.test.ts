/** Reports are configuration: the guide shows no other way to them over REST (sps-configuration 8). */
import { describe, expect, it } from 'vitest'
import { commit, startSps } from './client.ts'

const REPORTING = '/api/configuration/reporting'

describe('reports', () => {
  it('are found from the entry point by links alone, in every version since 5.x', async () => {
    for (const profile of ['8.0', '6.0', '5.x']) {
      const admin = await (await startSps(profile)).login()
      let href = '/api'
      for (const key of ['configuration', 'reporting', 'reports', '7798770004e472c8576912']) {
        const { json } = await admin.get(href)
        href = json.items.find((item: any) => item.key === key).meta.href
      }
      const { json } = await admin.get(href)
      expect(json.body).toMatchObject({ access: ['report'], chapters: [{ name: 'System health' }] })
    }
  })

  it('lists what a report is made of', async () => {
    const admin = await (await startSps()).login()
    const { items } = (await admin.get(REPORTING)).json
    expect(items.map(({ key }: any) => key)).toEqual([
      '_available_search_fields',
      '_available_subchapters',
      'content_subchapters',
      'predefined_reports',
      'reports',
      'statistics_subchapters',
    ])
  })

  it('are made, shown and removed like all configuration', async () => {
    const admin = await (await startSps()).login()
    const report = {
      name: 'who connects where',
      access: ['report', 'search'],
      chapters: [
        {
          name: 'System health',
          subchapters: [{ name: 'system_health_network_connections', selection: 'builtin' }],
        },
      ],
    }
    const created = await admin.post(`${REPORTING}/reports`, report)
    expect(created.status).toBe(201)
    expect((await commit(admin)).status).toBe(200)
    expect((await admin.get(created.json.meta.href)).json.body).toEqual(report)
    expect((await admin.delete(created.json.meta.href)).status).toBe(200)
    expect((await commit(admin)).status).toBe(200)
    expect((await admin.get(created.json.meta.href)).status).toBe(404)
  })

  it('need the right to see them, and give nobody the right to change them', async () => {
    const sps = await startSps()
    expect((await (await sps.login('operator')).get(`${REPORTING}/reports`)).status).toBe(200)
    const refused = await (await sps.login('operator')).post(`${REPORTING}/reports`, { name: 'mine' })
    expect([refused.status, refused.error]).toEqual([403, 'Unauthorized'])
    expect(sps.lastRule()).toBe('sps.privilege.missing')
    expect((await (await sps.login()).get('/api/reports')).error).toBe('NodeNotFound')
  })
})
