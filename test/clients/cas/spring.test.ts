/** Spring Security's CAS support over the Java CAS client of its time. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildJava, hasJava, openWorkshop, startJava, type Application, type Workshop } from './programs.ts'
import { servers, type Cas } from './servers.ts'
import { ATTRIBUTES, endWithCas, signInAndOut } from './stories.ts'

describe.runIf(hasJava)('Spring Security', () => {
  let workshop: Workshop
  let missing = ''

  beforeAll(async () => {
    workshop = openWorkshop('spring')
    missing = await buildJava(workshop)
  }, 300_000)
  beforeEach(({ skip }) => skip(missing !== '', missing))
  afterAll(() => workshop.close())

  describe.each(servers)('at $name', ({ start }) => {
    let cas: Cas
    let app: Application

    beforeAll(async () => {
      if (missing !== '') return
      cas = await start()
      app = await startJava(workshop, cas)
    })
    afterAll(async () => {
      await app?.stop()
      await cas?.stop()
    })

    it('signs in and out, and has the attributes', async () => {
      const { attributes } = await signInAndOut({ page: `${app.url}/page`, leave: `${app.url}/logout` })
      expect(attributes).toMatchObject({ ...ATTRIBUTES, isFromNewLogin: 'true' })
    })

    it('ends its session when CAS tells it of a logout', async () => {
      await endWithCas(cas, `${app.url}/page`)
    })
  })
})
