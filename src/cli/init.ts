/** `pam-mock init`: a config file with every option in it, and the built-in world as files to edit. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { CONFIG_FILE } from '../config/load-config.ts'
import { BUILT_IN_FIXTURES } from '../config/fixture-source.ts'
import { UserError } from '../kernel/errors.ts'
import { DEFAULTS, OPTIONS, type OptionName } from '../config/options.ts'

const FIXTURES = 'fixtures'
const SCHEMAS = 'schemas'

type WithoutDefault = Exclude<OptionName, keyof typeof DEFAULTS>

/** What stands in the file for options that have no default, or an empty one. */
const EXAMPLES: Readonly<
  Record<WithoutDefault | 'profiles' | 'settings' | 'tlsNames' | 'controlHosts', unknown>
> = {
  fixtures: FIXTURES,
  profiles: { sps: '7.5' },
  settings: { sps: { transactions: 'parallel' } },
  seed: 'any text',
  data: 'state.json',
  durability: 'process',
  tlsCert: 'server.pem',
  tlsKey: 'server-key.pem',
  tlsCa: 'ca.pem',
  tlsDir: 'tls',
  tlsNames: ['pam.example.test'],
  controlPort: 8081,
  controlHosts: ['pam.example.test'],
  controlToken: 'a-token',
  log: 'pretty',
}

/** @throws UserError when something that it would write is there already; nothing is written then */
export function init(directory: string): void {
  const folder = resolve(directory)
  const targets = [CONFIG_FILE, FIXTURES].map((name) => join(folder, name))
  const taken = targets.find((target) => existsSync(target))
  if (taken !== undefined) throw new UserError(`${taken} is there already; nothing was written.`)
  const [config, fixtures] = targets as [string, string]
  mkdirSync(folder, { recursive: true })
  copyFixtures(fixtures)
  writeFileSync(config, configText())
  console.log(
    [
      `${config} has every option, with what it does.`,
      `${fixtures} has the built-in world to edit; editors complete it by its schemas.`,
      '',
      `pam-mock validate --config ${config}`,
      `pam-mock start --config ${config} --watch`,
    ].join('\n'),
  )
}

/** Schemas stand beside the surfaces' folders, where the files look for them. */
function copyFixtures(target: string): void {
  const schemas = join(BUILT_IN_FIXTURES, '..', SCHEMAS)
  cpSync(schemas, join(target, SCHEMAS), { recursive: true })
  for (const surface of readdirSync(BUILT_IN_FIXTURES)) {
    mkdirSync(join(target, surface))
    for (const file of readdirSync(join(BUILT_IN_FIXTURES, surface))) {
      const text = readFileSync(join(BUILT_IN_FIXTURES, surface, file), 'utf8')
      writeFileSync(
        join(target, surface, basename(file)),
        text.replace(`"../../${SCHEMAS}/`, `"../${SCHEMAS}/`),
      )
    }
  }
}

function configText(): string {
  const names = Object.keys(OPTIONS) as OptionName[]
  const blocks = names.map((name) => {
    const { description, fallback } = OPTIONS[name]
    const line = `${JSON.stringify(name)}: ${JSON.stringify({ ...DEFAULTS, ...EXAMPLES }[name])},`
    return [
      `  // ${description} (default: ${fallback})`,
      name === 'fixtures' ? `  ${line}` : `  // ${line}`,
    ].join('\n')
  })
  return [
    '// What pam-mock starts with when it is started in this folder. Flags and environment variables win over it.',
    '// Take away the slashes before an option to set it.',
    '{',
    blocks.join('\n\n'),
    '}',
    '',
  ].join('\n')
}
