/** Clients that Debian has as packages, where they are installed: php-cas with php-cli, libapache2-mod-auth-cas. */
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { has } from '../../support/tools.ts'
import { areWanted, openWorkshop, type Application, type Workshop } from './programs.ts'
import { servers, type Cas } from './servers.ts'
import { ATTRIBUTES, endWithCas, signInAndOut } from './stories.ts'

const MODULES = '/usr/lib/apache2/modules'
const hasPhp = areWanted && has('php', '-r', `exit((int) !stream_resolve_include_path('CAS.php'));`)
const hasApache = areWanted && existsSync(join(MODULES, 'mod_auth_cas.so')) && has('apache2', '-v')

const programs = [
  {
    name: 'phpCAS',
    isThere: hasPhp,
    attributes: { ...ATTRIBUTES, isFromNewLogin: 'true' },
    command: (cas: string, port: number) => {
      const environment = [`CAS=${cas}`, `BASE=http://127.0.0.1:${port}`]
      const settings = ['-d', 'display_errors=0', '-d', 'session.save_path=.']
      return ['env', ...environment, 'php', ...settings, '-S', `127.0.0.1:${port}`, 'page.php']
    },
  },
  {
    name: 'mod_auth_cas',
    isThere: hasApache,
    // A page of Apache knows the name alone.
    attributes: undefined,
    command: (cas: string, port: number, folder: string) => {
      mkdirSync(join(folder, 'cookies'), { recursive: true })
      // What root starts runs as nobody.
      chmodSync(folder, 0o755)
      chmodSync(join(folder, 'cookies'), 0o777)
      const defined = { CAS: cas, PORT: port, FOLDER: folder, MODULES }
      const defines = Object.entries(defined).flatMap(([name, value]) => ['-C', `Define ${name} ${value}`])
      // One process, which a signal ends whole.
      return ['apache2', '-X', ...defines, '-f', join(folder, 'httpd.conf')]
    },
  },
]

describe.runIf(hasPhp || hasApache)('clients from Debian', () => {
  let workshop: Workshop

  beforeAll(() => void (workshop = openWorkshop('debian')))
  afterAll(() => workshop.close())

  describe.each(servers)('at $name', ({ start }) => {
    let cas: Cas

    beforeAll(async () => void (cas = await start()))
    afterAll(() => cas.stop())

    describe.each(programs.filter(({ isThere }) => isThere))('$name', ({ attributes, command }) => {
      let app: Application

      beforeAll(async () => {
        const port = await freePort()
        app = await workshop.start('bash', [
          'start.sh',
          String(port),
          ...command(cas.url, port, workshop.folder),
        ])
      })
      afterAll(() => app?.stop())

      it('signs in and out, with a service that has a query', async () => {
        const who = await signInAndOut({ page: `${app.url}/page?next=/a/b`, leave: `${app.url}/leave` })
        expect(who['attributes'] ?? {}).toMatchObject(attributes ?? {})
      })

      it('ends its session when CAS tells it of a logout', async () => {
        await endWithCas(cas, `${app.url}/page`)
      })
    })
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => void server.close(resolve))
  return port
}
