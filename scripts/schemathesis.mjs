// @ts-check
// Holds what the emulator answers against its OpenAPI documents with Schemathesis: `npm run schemathesis [-- surface…]
// [--examples 20] [--seed 1] [--brief]`. The same seed makes the same requests. Each surface has an emulator
// of its own; scripts/schemathesis/ has the sign-in, the ids to ask for, and failures that are let be, each with its reason.
//
// Schemathesis is installed once, into a folder of the user's cache.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { pathOf } from './generated.mjs'
import { describeFailure, readReport, sortFailures } from './schemathesis/report.mjs'

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    examples: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    // Two made-up requests and those of the examples; without the many that try each limit of each schema.
    brief: { type: 'boolean', default: false },
  },
})
const described = ['control', 'xtam', 'sps', 'pmp'].filter((name) =>
  existsSync(pathOf(`openapi/${name}.json`)),
)
const surfaces = positionals.length > 0 ? positionals : described
if (surfaces.length === 0)
  console.log('There are no documents in openapi/ yet; "npm run openapi" makes them.')

try {
  const program = surfaces.length > 0 ? install() : ''
  await Promise.all(surfaces.map((surface) => prove(surface, program)))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

/** The installed program; installs it where it is not, or where another version is asked for. */
function install() {
  const wanted = pathOf('scripts/schemathesis/requirements.txt')
  const text = readFileSync(wanted, 'utf8')
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const folder = join(cache, 'pam-mock', 'schemathesis')
  const stamp = join(folder, 'installed.txt')
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== text) {
    rmSync(folder, { recursive: true, force: true })
    console.error(`Installing ${text.trim()} into ${folder}`)
    const python = process.platform === 'win32' ? 'python' : 'python3'
    need(
      python,
      ['-m', 'venv', folder],
      'Schemathesis needs Python 3.10 or newer with the modules venv and pip.',
    )
    need(
      join(bin, 'python'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', wanted],
      'pip cannot install Schemathesis; is the Python package index reachable?',
    )
    writeFileSync(stamp, text)
  }
  return join(bin, 'schemathesis')
}

/** @param {string} program @param {string[]} args @param {string} sentence */
function need(program, args, sentence) {
  const { status, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Error([sentence, stderr?.trim()].filter(Boolean).join('\n'))
}

/** Prints each failure, and a line of counts. @param {string} surface @param {string} program */
async function prove(surface, program) {
  const document = pathOf(`openapi/${surface}.json`)
  if (!existsSync(document))
    throw new Error(`There is no openapi/${surface}.json; "npm run openapi" makes it.`)
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-schemathesis-'))
  const emulator = await startEmulator()
  try {
    const report = join(folder, 'report.ndjson')
    const started = performance.now()
    const output = await run(program, argumentsOf(document, emulator.url, report), folder, {
      PAM_MOCK_URL: emulator.url,
      PAM_MOCK_SURFACE: surface,
      PYTHONPATH: pathOf('scripts/schemathesis'),
      PYTHONDONTWRITEBYTECODE: '1',
      SCHEMATHESIS_HOOKS: 'hooks',
      NO_PROXY: '*',
    })
    const { failures, errors, cases, checks, operations, succeeded, complete } = readReport(report)
    const { open, ignored } = sortFailures(surface, failures)
    for (const failure of open) console.log(`${surface}: ${describeFailure(failure)}\n`)
    for (const error of errors) console.log(`${surface}: ${error}\n`)
    if (!complete) console.log(`${surface}: Schemathesis stopped before its end.\n${output}`)
    const seconds = Math.round((performance.now() - started) / 1000)
    console.log(
      `${surface}: ${operations} operations (${succeeded} with success), ${cases} requests, ${checks} checks; ` +
        `${open.length} failures, ${ignored.length} let be, ${errors.length} errors; ${seconds} s`,
    )
    if (open.length > 0 || errors.length > 0 || !complete) process.exitCode = 1
  } finally {
    await emulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} document @param {string} url @param {string} report */
function argumentsOf(document, url, report) {
  const options = {
    url,
    checks: CHECKS.join(','),
    phases: values.brief ? 'examples,fuzzing' : 'examples,coverage,fuzzing',
    seed: values.seed,
    'max-examples': values.brief ? '2' : values.examples,
    workers: '1',
    // Who signs in is the hooks' business; what else is made up here would only be refused.
    'generation-with-security-parameters': 'false',
    'generation-database': 'none',
    'suppress-health-check': 'all',
    warnings: 'off',
    report: 'ndjson',
    'report-ndjson-path': report,
    'output-sanitize': 'false',
  }
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
  return ['run', document, '--no-shrink', '--continue-on-failure', '--no-color', ...flags]
}

/** Everything that it prints. @param {string} program @param {string[]} args @param {string} cwd @param {Record<string, string>} env @returns {Promise<string>} */
function run(program, args, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.on('error', reject)
    child.on('close', () => resolve(output))
  })
}

/** An emulator on a free port, by its origin. @returns {Promise<{ url: string, stop: () => Promise<void> }>} */
async function startEmulator() {
  const args = [pathOf('dist/cli/main.js'), 'start', '--port', '0', '--json', '--seed', 'schemathesis']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((resolve) => child.on('close', resolve))
  for await (const line of createInterface({ input: child.stdout })) {
    const stop = async () => {
      child.kill('SIGKILL')
      await ended
    }
    child.stdout.resume()
    return { url: new URL(JSON.parse(line).urls.control).origin, stop }
  }
  throw new Error('The emulator does not start.')
}
