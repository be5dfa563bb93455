/** The commands of `pam-mock`. */
import { Command, CommanderError } from 'commander'
import { UserError } from '../kernel/errors.ts'
import { readVersion } from '../config/package.ts'
import { coverage } from './coverage.ts'
import { addOptions, configFrom } from './flags.ts'
import { health } from './health.ts'
import { init } from './init.ts'
import { recordCommand, type RecordFlags } from './record.ts'
import { start } from './start.ts'
import { tail, type TailOptions } from './tail/tail.ts'
import { validate } from './validate.ts'
import { addVerifyOptions, verifyCommand, type VerifyFlags } from './verify.ts'

/** Does what the command line asks for, and leaves the exit code behind. */
export async function run(): Promise<void> {
  const program = new Command('pam-mock')
    .description('A test double for privileged-access-management products: XTAM, SPS, Password Manager Pro.')
    .version(readVersion(), '-V, --version', 'prints the version')
    .helpOption('-h, --help', 'prints this help')
    .exitOverride()
    .configureOutput({ outputError: () => undefined })

  const startCommand = addOptions(
    program
      .command('start', { isDefault: true })
      .description('starts the emulator (what happens when no command is named)'),
  ).action(async (_options, command: Command) => start(configFrom(command)))
  program.addHelpText('after', () => `\n${startCommand.helpInformation()}`)

  program
    .command('init [directory]')
    .description('writes a config file with every option, and the built-in world as fixtures to edit')
    .action((directory = '.') => init(directory))

  addOptions(
    program
      .command('validate')
      .description('tells all that is wrong with a config file, flags and fixtures, and starts nothing'),
  ).action(async (_options, command: Command) => validate(() => configFrom(command)))

  program
    .command('health [url]')
    .description(
      'tells whether the emulator that runs here (or at a URL) answers; ends with 1 when it does not',
    )
    .action(async (url?: string) => health(url))

  addVerifyOptions(
    program
      .command('verify <surface> [url]')
      .description(
        'tells where the emulator differs from a product that you have, and writes settings that make it stop',
      ),
  ).action(async (surface: string, url: string | undefined, flags: VerifyFlags) =>
    verifyCommand(surface, url, flags),
  )

  program
    .command('record <surface> <url>')
    .description('passes everything on to a product, and writes what went through as documented examples')
    .option('--port <number>', 'port on 127.0.0.1', '9000')
    .requiredOption('--out <directory>', 'folder for the examples, one file for each exchange')
    .option('--insecure', 'trusts any certificate')
    .option('--ca <file>', 'authority to trust (PEM)')
    .action(async (surface: string, url: string, flags: RecordFlags) => recordCommand(surface, url, flags))

  program
    .command('tail [url]')
    .description('shows what is asked of the emulator that runs here (or at a URL), as it comes')
    .option('--surface <name>', 'of one product alone')
    .option('--operation <id>', 'of one operation alone; * stands for any run of characters')
    .option('--status <code>', 'with this status alone')
    .option('--rule <id>', 'refused by this rule alone; * stands for any run of characters')
    .option('--refused', 'refused ones alone, each with its reason')
    .option('--recent <number>', 'begins with so many that are there already')
    .option('--unmasked', 'shows secrets as they are')
    .option('--json', 'as JSON on a terminal, too')
    .action(async (url: string | undefined, options: TailOptions) => tail(url, options))

  program
    .command('coverage')
    .description('prints what is emulated, operation by operation')
    .option('--json', 'as JSON')
    .option('--report <file...>', 'reports of pam-mock verify, which tell what a product has confirmed')
    .action(async ({ json = false, report }: { json?: boolean; report?: string[] }) => coverage(json, report))
  try {
    await program.parseAsync()
  } catch (error) {
    process.exitCode = report(program, error)
  }
}

/** People get one sentence for a mistake of theirs; only a mistake of ours shows its stack. */
function report(program: Command, error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    console.error(`pam-mock: ${explain(program, error)} "pam-mock --help" lists what there is.`)
  } else if (error instanceof UserError) console.error(`pam-mock: ${error.message}`)
  else console.error(error)
  return 1
}

/** The parser's message as a sentence. A word it does not know reaches it as an argument of the default command. */
function explain(program: Command, { code, message }: CommanderError): string {
  if (code === 'commander.excessArguments') return explainExtra(program)
  const sentence = message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ')
  return /[.)]$/.test(sentence) ? sentence : `${sentence}.`
}

function explainExtra(program: Command): string {
  const [first = '', ...rest] = program.args
  const isCommand = program.commands.some((command) => command.name() === first)
  return isCommand ? `The command "${first}" takes no "${rest[0] ?? ''}".` : `There is no command "${first}".`
}
