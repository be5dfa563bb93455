/** Flags, made from the option table. */
import { Option, type Command } from 'commander'
import { CONFIG_FILE, loadConfig, type Config } from '../config/load-config.ts'
import { environmentName, OPTIONS, type OptionName } from '../config/options.ts'

const NAMES = Object.keys(OPTIONS) as OptionName[]

/** Adds every option of the emulator to a command. */
export function addOptions(command: Command): Command {
  command.option(
    '--config <file>',
    `config file (default: ${CONFIG_FILE} in the working directory, if there)`,
  )
  for (const name of NAMES) {
    const facts = OPTIONS[name]
    const argument = 'argument' in facts ? ` ${facts.argument}` : ''
    const words = `${facts.description} (default: ${facts.fallback}; ${environmentName(facts)})`
    const option = new Option(`--${facts.flag}${argument}`, words)
    if ('repeatable' in facts)
      option.argParser((value: string, before?: string[]) => [...(before ?? []), value])
    command.addOption(option)
  }
  return command
}

/** The configuration that a command line asks for. @throws UserError in one sentence */
export function configFrom(command: Command): Config {
  const typed = (key: string): unknown =>
    command.getOptionValueSource(key) === 'cli' ? command.getOptionValue(key) : undefined
  const flags: Record<string, unknown> = {}
  for (const name of NAMES) flags[name] = typed(keyOf(OPTIONS[name].flag))
  return loadConfig({ flags, env: process.env, file: typed('config') as string | undefined })
}

/** Under which key commander keeps a flag's value: `tlsCert` for `tls-cert`, `control` for `no-control`. */
function keyOf(flag: string): string {
  return new Option(`--${flag}`).attributeName()
}
