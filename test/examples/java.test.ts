/** examples/java is run; examples/testcontainers-java is compiled against the real library, for want of an engine. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hasMaven, runInCopy, withoutMaven } from '../support/maven.ts'

it.runIf(hasMaven)(
  `the Java example runs as its README says${withoutMaven}`,
  async (context) => {
    const ran = await runInCopy(context, lastBlockOf('java'), 'examples/java', 'kits/java')
    expect(ran.code, ran.stdout + ran.stderr).toBe(0)
    expect(ran.stdout).toContain('Tests run: 5, Failures: 0, Errors: 0, Skipped: 0')
  },
  300_000,
)

it.runIf(hasMaven)(
  `the Testcontainers example for Java compiles${withoutMaven}`,
  async (context) => {
    const command = lastBlockOf('testcontainers-java').replace(/^mvn test$/m, 'mvn -B test-compile')
    expect(command).toContain('test-compile')
    const ran = await runInCopy(context, command, 'examples/testcontainers-java', 'kits/java')
    expect(ran.code, ran.stdout + ran.stderr).toBe(0)
  },
  300_000,
)

function lastBlockOf(example: string): string {
  const readme = join(import.meta.dirname, '../../examples', example, 'README.md')
  const blocks = [...readFileSync(readme, 'utf8').matchAll(/^```sh\n([^]*?)^```$/gm)]
  return blocks.at(-1)?.[1] ?? 'exit 1'
}
