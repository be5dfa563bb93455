// @ts-check
// Makes a checkout ready to run: installs what is missing, builds what is stale, says nothing otherwise.
// Runs before anything is installed, so it uses Node alone. `--build` builds even when nothing changed.
//
// Each stamp is written after the work that it vouches for and taken away before that work is redone, so an
// interrupted install or build is never believed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const npmRecord = join(modules, '.package-lock.json')
const installStamp = join(modules, '.pam-mock-lock')
const dist = join(root, 'dist')
const buildStamp = join(dist, '.build')

try {
  requireNode(20, 19)
  const lock = fs.readFileSync(join(root, 'package-lock.json'), 'utf8')
  ensureInstalled(lock)
  ensureBuilt(lock, process.argv.includes('--build'))
} catch (error) {
  console.error(`pam-mock: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

/** @param {number} major @param {number} minor */
function requireNode(major, minor) {
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  throw new Error(`Node.js ${major}.${minor} or newer is needed, this is ${process.versions.node}.`)
}

/** @param {string} lock */
function ensureInstalled(lock) {
  const runtime = `node ${process.versions.node.split('.')[0]} ${process.platform}-${process.arch}`
  const wanted = `${runtime} ${sha256(lock)}\n`
  const found = readOrEmpty(installStamp)
  if (found === wanted) return
  const sameRuntime = found === '' || found.startsWith(`${runtime} `)
  if (!sameRuntime || !npmHasInstalled(lock)) {
    console.error(
      'pam-mock: installing dependencies (npm ci), then building: a minute or two, this once; please wait',
    )
    fs.rmSync(installStamp, { force: true })
    fs.rmSync(npmRecord, { force: true })
    npm(['ci', '--include=dev', '--include=optional', '--prefer-offline', '--loglevel=error'])
  }
  fs.writeFileSync(installStamp, wanted)
}

/**
 * Whether a developer's own `npm install` has just finished and left exactly what the lock file lists. npm writes
 * its record last, so anything that changed node_modules later (an install cut short) makes it void.
 * @param {string} lock
 */
function npmHasInstalled(lock) {
  if (!fs.existsSync(npmRecord)) return false
  if (fs.statSync(modules).mtimeMs > fs.statSync(npmRecord).mtimeMs + 1000) return false
  const locked = JSON.parse(lock).packages
  const installed = JSON.parse(fs.readFileSync(npmRecord, 'utf8')).packages
  const needed = Object.keys(locked).filter((path) => path !== '' && !locked[path].optional)
  return (
    needed.every((path) => installed[path]) &&
    Object.keys(installed).every(
      (path) => locked[path]?.integrity === installed[path].integrity && fitsThisMachine(installed[path]),
    )
  )
}

/** @param {{ os?: string[], cpu?: string[] }} entry */
function fitsThisMachine({ os = [process.platform], cpu = [process.arch] }) {
  return os.includes(process.platform) && cpu.includes(process.arch)
}

/** @param {string} lock @param {boolean} always */
function ensureBuilt(lock, always) {
  const inputs = [
    'src',
    'console',
    // The build keeps what they come to.
    'fixtures/seeds',
    'scripts/bundle.mjs',
    'scripts/console.mjs',
    'scripts/licences.mjs',
    'scripts/prime.mjs',
    'scripts/types.mjs',
    'scripts/names.mjs',
    'openapi/rules.json',
    'package.json',
    ...fs.readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name)),
  ]
  const files = inputs.flatMap((name) => listFiles(name)).filter((name) => !name.endsWith('.test.ts'))
  const wanted = `${sha256([sha256(lock), ...files.map(describeFile)].join('\n'))}\n`
  if (!always && readOrEmpty(buildStamp) === wanted) return
  console.error('pam-mock: building')
  const fresh = `${dist}.${process.pid}`
  try {
    run(process.execPath, [
      join(modules, 'typescript', 'bin', 'tsc'),
      '-p',
      'tsconfig.build.json',
      '--outDir',
      fresh,
    ])
    run(process.execPath, [join(root, 'scripts', 'bundle.mjs'), fresh])
    run(process.execPath, [join(root, 'scripts', 'console.mjs'), fresh])
    run(process.execPath, [join(root, 'scripts', 'prime.mjs'), fresh])
    run(process.execPath, [join(root, 'scripts', 'types.mjs'), fresh])
    copyAssets(files, fresh)
    fs.writeFileSync(join(fresh, '.build'), wanted)
    replaceDist(fresh)
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true })
  }
}

/** What the compiler leaves behind: web pages, templates. @param {string[]} files @param {string} fresh */
function copyAssets(files, fresh) {
  for (const name of files) {
    if (!name.startsWith('src/') || /\.(ts|md)$/.test(name)) continue
    fs.cpSync(join(root, name), join(fresh, name.slice('src/'.length)))
  }
  const bin = join(fresh, 'cli', 'main.js')
  if (fs.existsSync(bin)) fs.chmodSync(bin, 0o755)
}

/** The old build stays whole until the new one takes its place. @param {string} fresh */
function replaceDist(fresh) {
  const old = `${fresh}.old`
  if (fs.existsSync(dist)) fs.renameSync(dist, old)
  fs.renameSync(fresh, dist)
  fs.rmSync(old, { recursive: true, force: true })
  for (const name of fs.readdirSync(root)) {
    const pid = Number(/^dist\.(\d+)/.exec(name)?.[1])
    if (pid && !isAlive(pid)) fs.rmSync(join(root, name), { recursive: true, force: true })
  }
}

/** @param {string} name a file or folder below the root @returns {string[]} */
function listFiles(name) {
  const path = join(root, name)
  if (!fs.existsSync(path)) return []
  if (fs.statSync(path).isFile()) return [name]
  const names = fs.readdirSync(path).filter((entry) => !entry.startsWith('.'))
  return names.toSorted().flatMap((entry) => listFiles(`${name}/${entry}`))
}

/** @param {string} name */
function describeFile(name) {
  const { size, mtimeMs } = fs.statSync(join(root, name))
  return `${name} ${size} ${mtimeMs}`
}

/** The npm that runs us, without its summary; faults are told on stderr. @param {string[]} args */
function npm(args) {
  const cli = process.env['npm_execpath'] ?? ''
  const stdio = ['ignore', 'ignore', 2]
  if (/^npm(-cli)?\.c?js$/.test(basename(cli))) run(process.execPath, [cli, ...args], { stdio })
  else run('npm', args, { stdio, shell: process.platform === 'win32' })
}

/**
 * Keeps stdout for the program that is started afterwards.
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  if (error) throw error
  if (status !== 0)
    throw new Error(`"${basename(command)} ${args.map((arg) => basename(arg)).join(' ')}" failed.`)
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** @param {string} path */
function readOrEmpty(path) {
  return fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : ''
}

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text).digest('hex')
}
