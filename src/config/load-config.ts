/** Configuration: what flags, environment, config file and library say, checked and put together. */
import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import stripJsonComments from 'strip-json-comments'
import type { z } from 'zod'
import { UserError } from '../kernel/errors.ts'
import { magicMember } from '../kernel/http/json-text.ts'
import { meant } from '../kernel/nearest.ts'
import { readRegularFile } from '../kernel/regular-file.ts'
import { DEFAULTS, environmentName, OPTIONS, type OptionName } from './options.ts'

/** The file that is read from the working directory when there is one: JSON, in which comments may stand. */
export const CONFIG_FILE = 'pam-mock.config.json'

type Given = { [Name in OptionName]?: z.output<(typeof OPTIONS)[Name]['schema']> }

/** A checked configuration, complete with defaults. */
export type Config = Readonly<Given & Required<Pick<Given, keyof typeof DEFAULTS>>>

/** A place that options come from, and what it calls them. */
interface Source {
  readonly values: Readonly<Record<string, unknown>>
  /** Names an option in messages, for instance `--port`. */
  readonly nameOf: (option: OptionName) => string
  /** Relative file names are meant from here. */
  readonly folder: string
}

const FILES: ReadonlySet<OptionName> = new Set(['fixtures', 'data', 'tlsCert', 'tlsKey', 'tlsCa', 'tlsDir'])
const NAMES = Object.keys(OPTIONS) as OptionName[]

export interface ConfigInputs {
  /** Values by option name (`tlsCert`, not `tls-cert`), as typed on the command line. */
  readonly flags?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string | undefined>>
  /** A config file; by default {@link CONFIG_FILE} in the working directory, if there is one. */
  readonly file?: string | undefined
  readonly cwd?: string
}

/**
 * The configuration of a process: flags win over environment, environment over file, file over defaults.
 *
 * @throws UserError in one sentence that names the option and what was expected
 */
export function loadConfig({ flags = {}, env = {}, file, cwd = process.cwd() }: ConfigInputs): Config {
  const named = file ?? env['PAM_MOCK_CONFIG']
  const path = named === undefined ? join(cwd, CONFIG_FILE) : resolve(cwd, named)
  return complete([
    { values: flags, nameOf: (name) => `--${OPTIONS[name].flag}`, folder: cwd },
    { values: readEnvironment(env), nameOf: (name) => environmentName(OPTIONS[name]), folder: cwd },
    {
      values: named === undefined && !existsSync(path) ? {} : readFile(path),
      nameOf: (name) => `"${name}" in ${path}`,
      folder: dirname(path),
    },
  ])
}

/**
 * The configuration of a library user, who gives all options in one object.
 *
 * @throws UserError in one sentence that names the option and what was expected
 */
export function configFromOptions(options: object): Config {
  const values = { port: 0, log: 'silent', ...options }
  return complete([{ values, nameOf: (name) => `The option "${name}"`, folder: process.cwd() }])
}

/** Earlier sources win; profiles and settings are put together key by key. */
function complete(sources: readonly Source[]): Config {
  const faults: string[] = []
  let config: Given = {}
  for (const source of sources) config = below(config, check(source, faults))
  faults.push(...checkTogether(config))
  if (faults.length > 0) throw new UserError(faults[0]!, faults)
  return below(config, DEFAULTS) as Config
}

function check({ values, nameOf, folder }: Source, faults: string[]): Given {
  const checked: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || name === '$schema') continue
    if (!isOption(name)) {
      faults.push(`${nameOf(name as OptionName)} is no option of pam-mock.${meant(name, NAMES)}`)
      continue
    }
    const option = OPTIONS[name]
    const result = option.schema.safeParse(value)
    if (!result.success) {
      faults.push(`${nameOf(name)} must be ${option.expects}, not ${show(value)}.`)
      continue
    }
    const isRelative = FILES.has(name) && !isAbsolute(result.data as string)
    checked[name] = isRelative ? resolve(folder, result.data as string) : result.data
  }
  return checked
}

/** What options that are right by themselves do wrong together. */
function* checkTogether(config: Given): Generator<string> {
  if ((config.tlsCert === undefined) !== (config.tlsKey === undefined)) {
    const [given, missing] = config.tlsCert === undefined ? ['key', 'cert'] : ['cert', 'key']
    yield `--tls-${given} needs --tls-${missing} beside it.`
  }
  if (config.tlsCa !== undefined && config.tlsCert === undefined)
    yield '--tls-ca needs --tls-cert and --tls-key beside it.'
  if (config.tlsDir !== undefined && config.tlsCert !== undefined)
    yield '--tls-dir and --tls-cert exclude each other.'
  if (config.watch === true && config.fixtures === undefined) yield '--watch needs --fixtures beside it.'
  if (config.watch === true && config.data !== undefined)
    yield '--watch and --data exclude each other: kept state stands on the fixtures it began with.'
  if (config.durability !== undefined && config.data === undefined)
    yield '--durability needs --data beside it.'
  const ports = [...(config.port ?? []), config.controlPort ?? 0].filter((port) => port !== 0)
  const twice = ports.find((port, at) => ports.indexOf(port) !== at)
  if (twice !== undefined) yield `Port ${twice} is asked for twice; each port can be opened once.`
  if (config.control === false && config.controlPort !== undefined)
    yield '--no-control and --control-port exclude each other.'
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name)
}

function readEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const name of NAMES) {
    const option = OPTIONS[name]
    const value = env[environmentName(option)]
    // Kubernetes sets PAM_MOCK_PORT=tcp://10.0.0.7:8080 in every pod beside a service called pam-mock.
    if (value === undefined || value === '' || value.startsWith('tcp://')) continue
    values[name] = 'repeatable' in option ? value.split(/,(?=[^,]*=)|\n|,(?!.*=)/) : value
  }
  return values
}

function readFile(path: string): Record<string, unknown> {
  let [text, value]: [string, unknown] = ['', undefined]
  try {
    text = stripJsonComments(readRegularFile(path), { trailingCommas: true })
    value = JSON.parse(text)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new UserError(`There is no config file ${path}.`)
    throw new UserError(
      code === undefined
        ? `The config file ${path} is no JSON: ${message}.`
        : `The config file ${path} cannot be read: ${message}.`,
    )
  }
  const magic = magicMember(text, value)
  if (magic !== undefined)
    throw new UserError(`The config file ${path} has a member "${magic}", which is the name of nothing here.`)
  if (isPlain(value)) return value
  throw new UserError(`The config file ${path} must hold a JSON object of options.`)
}

/** What `upper` says, and below that what `lower` says. */
function below(upper: object, lower: object): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...lower }
  for (const [name, value] of Object.entries(upper)) {
    const beneath = Object.hasOwn(merged, name) ? merged[name] : undefined
    merged[name] = isPlain(value) && isPlain(beneath) ? below(value, beneath) : value
  }
  return merged
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  if (Array.isArray(value) && value.length === 1) return show(value[0])
  const shown = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value))
  return shown.length > 80 ? `${shown.slice(0, 77)}…` : shown
}
