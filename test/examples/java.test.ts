/** examples/java is run; examples/testcontainers-java is compiled against the real library, for want of an engine. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hasMaven, runInCopy, withoutMaven } from '../support/maven.ts'

it.runIf(hasMaven)(
  `the Java example runs as its README says, and that with Testcontainers compiles${withoutMaven}`,
  async (context) => {
    // The kit is installed once for both.
    const compile = lastBlockOf('testcontainers-java').replace(
      /^mvn .* install .*\nmvn test$/m,
      'mvn -B test-compile',
    )
    expect(compile).toBe('mvn -B test-compile\n')
    const command = `${lastBlockOf('java')}\ncd ../testcontainers-java\n${compile}`
    const folders = ['examples/java', 'examples/testcontainers-java', 'kits/java'] as const
    const ran = await runInCopy(context, command, ...folders)
    expect(ran.code, ran.stdout + ran.stderr).toBe(0)
    expect(ran.stdout).toContain('Tests run: 5, Failures: 0, Errors: 0, Skipped: 0')
  },
  300_000,
)

function lastBlockOf(example: string): string {
  const readme = join(import.meta.dirname, '../../examples', example, 'README.md')
  const blocks = [...readFileSync(readme, 'utf8').matchAll(/^```sh\n([^]*?)^```$/gm)]
  return blocks.at(-1)?.[1] ?? 'exit 1'
}
