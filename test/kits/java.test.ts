/** The kit for Java: its own tests and packages, from a fresh copy of its folder. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hasMaven, runInCopy, withoutMaven } from '../support/maven.ts'

const ROOT = join(import.meta.dirname, '../..')

it.runIf(hasMaven)(
  `the kit for Java is tested and packed by its usual command${withoutMaven}`,
  async (context) => {
    // With -q Maven would say nothing that can be looked at.
    const ran = await runInCopy(context, 'PAM_MOCK_COMMAND=pam-mock mvn -B verify && ls target', 'kits/java')
    expect(ran.code, ran.stdout + ran.stderr).toBe(0)
    expect(ran.stdout).toMatch(/Tests run: (?:[5-9]\d|\d{3}), Failures: 0, Errors: 0, Skipped: 0\n/)
    for (const part of ['', '-sources', '-javadoc'])
      expect(ran.stdout).toMatch(new RegExp(`^pam-mock-[\\d.]+${part}\\.jar$`, 'm'))
  },
  300_000,
)

it('the kit for Java has the version and the licence of the package', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const kit = readFileSync(join(ROOT, 'kits/java/pom.xml'), 'utf8')
  expect(kit).toContain(`<artifactId>pam-mock</artifactId>\n  <version>${version}</version>`)
  const readme = readFileSync(join(ROOT, 'kits/java/README.md'), 'utf8')
  expect(readme).toContain(`<version>${version}</version>`)
  expect(readme).toContain(`npx --yes pam-mock@${version}`)
  const examples = ['java', 'testcontainers-java'].map((name) =>
    readFileSync(join(ROOT, 'examples', name, 'pom.xml'), 'utf8'),
  )
  for (const example of examples)
    expect(example).toContain(`<artifactId>pam-mock</artifactId>\n      <version>${version}</version>`)
  const licence = readFileSync(join(ROOT, 'LICENSE'), 'utf8')
  expect(readFileSync(join(ROOT, 'kits/java/LICENSE'), 'utf8')).toBe(licence)
})
