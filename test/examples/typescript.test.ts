/** examples/typescript and examples/testcontainers-node. Their tools come with this repository, so they always run. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startWholeServer } from '../support/server.ts'
import { copyExample, hasShell, unless, type Example } from '../support/example.ts'

const MODULES = ['vitest', 'typescript', '@types/node', '.bin']

const skipped = unless(hasShell, 'a POSIX shell')

function copy(name: string): Example {
  const example = copyExample(name)
  for (const module of MODULES) example.link(module)
  return example
}

it.runIf(hasShell)(
  `the TypeScript example runs as its README says, in one process${skipped}`,
  async () => {
    const example = copy('typescript')
    example.link('pam-mock')
    const { code, stdout, stderr } = await example.followReadme()
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/Tests .*5 passed/)
  },
  120_000,
)

it.runIf(hasShell)(
  `the TypeScript example uses an emulator that runs already${skipped}`,
  async () => {
    const server = await startWholeServer()
    const example = copy('typescript')
    example.link('pam-mock')
    const { code, stdout } = await example.followReadme({ PAM_MOCK_URL: server.http })
    expect(code, stdout).toBe(0)
    expect(server.kernel.workspaces().map(({ id }) => id)).toEqual(['default'])
    expect(server.kernel.defaultWorkspace.journal.size).toBe(0)
  },
  120_000,
)

// Without a container engine a stand-in for the library starts the built command instead of a container; the types are those
// of the stand-in too.
it.runIf(hasShell)(
  `the Testcontainers example for Node.js runs, with a process in place of the container${skipped}`,
  async () => {
    const example = copy('testcontainers-node')
    const library = join(example.folder, 'node_modules/testcontainers')
    mkdirSync(library, { recursive: true })
    writeFileSync(
      join(library, 'package.json'),
      '{"type":"module","types":"index.d.ts","exports":{"types":"./index.d.ts","default":"./index.js"}}',
    )
    writeFileSync(join(library, 'index.d.ts'), STAND_IN_TYPES)
    writeFileSync(join(library, 'index.js'), STAND_IN)
    const { code, stdout, stderr } = await example.run('npm test')
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/Tests .*3 passed/)
  },
  120_000,
)

const STAND_IN_TYPES = `
export interface StartedTestContainer {
  getHost(): string
  getMappedPort(port: number): number
  stop(): Promise<unknown>
}
export declare class GenericContainer {
  constructor(image: string)
  withExposedPorts(...ports: number[]): this
  withWaitStrategy(strategy: object): this
  start(): Promise<StartedTestContainer>
}
export declare const Wait: { forHttp(path: string, port: number): object }
`

const STAND_IN = `
import { spawn } from 'node:child_process'
import { once } from 'node:events'
export const Wait = { forHttp: () => ({}) }
export class GenericContainer {
  withExposedPorts() { return this }
  withWaitStrategy() { return this }
  async start() {
    const child = spawn('pam-mock', ['--port', '0', '--json', '--log', 'silent'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(child.stdout, 'data')
    const { hostname, port } = new URL(JSON.parse(line).urls.control)
    return {
      getHost: () => hostname,
      getMappedPort: () => Number(port),
      stop: async () => { child.kill(); await once(child, 'exit') },
    }
  }
}
`
