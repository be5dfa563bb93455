/** examples/java is run; examples/testcontainers-java is compiled against the real library, for want of an engine. */
import { expect, it, type TestContext } from 'vitest'
import { copyExample, hasShell, unless } from '../support/example.ts'
import { has, type Ran } from '../support/tools.ts'

const canRun = hasShell && has('mvn', '--version') && has('javac', '--version')
const missing = unless(canRun, 'Maven with a JDK')

it.runIf(canRun)(
  `the Java example runs as its README says${missing}`,
  async (context) => {
    const ran = await copyExample('java').followReadme({ MAVEN_ARGS: '-B' })
    skipWithoutLibraries(context, ran)
    expect(ran.code, ran.stdout + ran.stderr).toBe(0)
    expect(ran.stdout).toContain('Tests run: 5, Failures: 0, Errors: 0, Skipped: 0')
  },
  300_000,
)

it.runIf(canRun)(
  `the Testcontainers example for Java compiles${missing}`,
  async (context) => {
    const ran = await copyExample('testcontainers-java').run('mvn -B test-compile')
    skipWithoutLibraries(context, ran)
    expect(ran.code, ran.stdout + ran.stderr).toBe(0)
  },
  300_000,
)

/** Maven fetches what a project needs; where it cannot, that is no fault of the example. */
function skipWithoutLibraries({ skip }: TestContext, { code, stdout }: Ran): void {
  const reason = /Could not (?:resolve|transfer|find)|PluginResolutionException|UnknownHost|in offline mode/
  if (code !== 0 && reason.test(stdout)) skip('Maven can fetch no libraries here')
}
