// @ts-check
// Holds the emulator's sign-in against the original, Apereo CAS: `npm run original:cas -- 5.2 [--at URL] [--only TEXT]
// [--slow] [--json FILE]`, the same with 6.5, and `npm run original:verify` by what `pam-mock verify` asks; test/original/cas/ does the work. Needs Java 17 or newer, and Maven the first time.
import { rolldown } from 'rolldown'
import { pathOf } from './generated.mjs'

const bundle = await rolldown({
  input: pathOf('test/original/cas/main.ts'),
  platform: 'node',
  external: /^[a-z@]/,
  transform: { define: { 'import.meta.dirname': JSON.stringify(pathOf('test/original/cas')) } },
  logLevel: 'warn',
})
await bundle.write({ file: pathOf('dist.original/main.js') })
await bundle.close()

const [{ main }, { startPamMock }] = await Promise.all(
  ['dist.original/main.js', 'dist/index.js'].map((file) => import(pathOf(file))),
)
process.exitCode = await main(process.argv.slice(2), startPamMock)
