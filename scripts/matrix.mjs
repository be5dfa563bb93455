// @ts-check
// Installs the packed package into projects such as people have (test/package/matrix/projects.mjs) and runs their tests, on each
// version of Node that it is for. Arguments: names of projects (all by default), or `--brief` for a few on this Node alone.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROJECTS } from '../test/package/matrix/projects.mjs'

/** @typedef {import('../test/package/matrix/projects.mjs').Project} Project */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const NODES = ['20.19', '22', '24']
/** Longest that a project's tests may take. */
const PATIENCE_MS = 120_000
const OFFLINE = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT)\b/

const wanted = process.argv.slice(2)
const isBrief = wanted.includes('--brief')
const projects = PROJECTS.filter(
  ({ name, isBrief: belongs = false }) => wanted.includes(name) || (isBrief ? belongs : wanted.length === 0),
)
const scratch = mkdtempSync(join(tmpdir(), 'pam-mock-matrix-'))
/** @type {string[]} */
const failed = []
try {
  run('node', [join(root, 'scripts/bootstrap.mjs')], root)
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', scratch], root)
  const tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? '')
  const nodes = isBrief ? [{ version: process.version, path: process.execPath }] : installNodes()
  for (const project of projects) {
    const folder = install(project, tarball)
    if (folder === undefined) continue
    for (const { version, path } of nodes) {
      if (Number.parseInt(version.replace(/^v/, ''), 10) < (project.node ?? 0)) continue
      const { status, output } = runQuietly(path, project.command, folder, project.env)
      console.log(`${status === 0 ? 'passes' : 'FAILS '} ${project.name}, Node ${version}`)
      if (status === 0) continue
      failed.push(`${project.name}, Node ${version}`)
      console.log(output)
    }
    rmSync(folder, { recursive: true, force: true })
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
if (projects.length === 0) throw new Error(`No project is called ${wanted.join(' or ')}.`)
if (failed.length > 0) process.exitCode = 1

/** Versions of Node, from the registry, where there are such for this machine. */
function installNodes() {
  return NODES.map((version) => {
    const name = `node-${process.platform}-${process.arch}`
    const folder = join(scratch, `node-${version}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{}')
    run('npm', ['install', '--prefer-offline', '--ignore-scripts', `${name}@${version}`], folder)
    return { version, path: join(folder, 'node_modules', name, 'bin/node') }
  })
}

/** A project with what it needs, in a folder of its own; none when the registry is out of reach. @param {Project} project @param {string} tarball */
function install({ name, packages, files, manifest = {} }, tarball) {
  const folder = join(scratch, name)
  mkdirSync(folder, { recursive: true })
  const text = JSON.stringify({ name, private: true, ...manifest, devDependencies: packages })
  writeFileSync(join(folder, 'package.json'), text)
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content)
  // As people do it: what they have, and the package after it.
  for (const more of [[], ['--save-dev', tarball]]) {
    const { status, output } = runQuietly(
      'npm',
      ['install', '--prefer-offline', '--no-audit', ...more],
      folder,
    )
    if (status === 0) continue
    if (OFFLINE.test(output)) console.log(`skipped ${name}: the registry is out of reach`)
    else {
      failed.push(name)
      console.log(`FAILS  ${name}: npm install\n${output}`)
    }
    return undefined
  }
  return folder
}

/** @param {string} command @param {readonly string[]} args @param {string} cwd @param {Record<string, string>} [env] */
function runQuietly(command, args, cwd, env = {}) {
  // What this process was started with (a runner's own variables) is nobody else's business.
  const { NODE_OPTIONS: _options, VITEST: _vitest, NODE_ENV: _environment, ...rest } = process.env
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...rest, CI: 'true', NO_COLOR: '1', ...env },
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    shell: process.platform === 'win32' && command === 'npm',
  })
  return { status: error ? 1 : status, output: `${error ?? ''}${stdout}${stderr}` }
}

/** @param {string} command @param {readonly string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const { status, output } = runQuietly(command, args, cwd)
  if (status !== 0) throw new Error(`"${command} ${args[0]}" failed:\n${output}`)
}
