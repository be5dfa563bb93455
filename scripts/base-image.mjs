// @ts-check
// The image that the Dockerfile builds on: stored here, fetched, or (on a Debian machine without an image registry) a stand-in
// made of a minimal Debian with the same major versions of Node.js and npm from the package registry.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** @typedef {(...args: string[]) => { code: number, output: string }} Tool */

/** A step of making the stand-in that takes longer is given up. */
const LONGEST_MS = 180_000

const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt'

/**
 * @param {string} base such as `node:24-bookworm-slim`
 * @param {Tool} buildah
 * @returns {string[] | undefined} what `buildah build` has to be told to find it; nothing when it cannot be had
 */
export function findBaseImage(base, buildah) {
  const isThere = (/** @type {string} */ name) => buildah('inspect', '--type', 'image', name).code === 0
  if (isThere(base) || buildah('pull', '-q', base).code === 0) return []
  // Under a name of its own, so that nobody takes it for the real one.
  const standIn = `localhost/stand-in-for-${base}`
  if (!isThere(standIn) && !makeStandIn(base, standIn, buildah)) return undefined
  return ['--build-context', `${base}=container-image://${standIn}`]
}

/** @param {string} base @param {string} name @param {Tool} buildah @returns {boolean} whether it could be made */
function makeStandIn(base, name, buildah) {
  const [, major = '', suite = ''] = /^node:(\d+)-(\w+)/.exec(base) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-base-'))
  const container = buildah('from', 'scratch').output.trim()
  try {
    const root = buildah('mount', container).output.trim()
    console.log(`Making a stand-in for ${base}; this happens once.`)
    return (
      run('debootstrap', ['--variant=minbase', suite, root], folder) &&
      run('npm', ['pack', '--silent', `node-linux-${process.arch}@${major}`, 'npm@11'], folder) &&
      run('chroot', [root, 'useradd', '-u', '1000', '-m', 'node'], folder) &&
      addNode(folder, root) &&
      buildah('config', '--env', `NODE_EXTRA_CA_CERTS=${AUTHORITIES}`, container).code === 0 &&
      buildah('commit', '-q', container, name).code === 0
    )
  } finally {
    buildah('rm', container)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Unpacks Node.js and npm, and lets npm ask where this machine's own does. @param {string} folder @param {string} root */
function addNode(folder, root) {
  const modules = join(root, 'usr/local/lib/node_modules')
  mkdirSync(modules, { recursive: true })
  for (const file of readdirSync(folder)) {
    if (!run('tar', ['-xzf', file], folder)) return false
    if (file.startsWith('node-')) cpSync(join(folder, 'package/bin/node'), join(root, 'usr/local/bin/node'))
    else cpSync(join(folder, 'package'), join(modules, 'npm'), { recursive: true })
    rmSync(join(folder, 'package'), { recursive: true })
  }
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, 'usr/local/bin', name))
  const { stdout } = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' })
  mkdirSync(join(root, 'usr/local/etc'), { recursive: true })
  writeFileSync(join(root, 'usr/local/etc/npmrc'), `registry=${stdout.trim()}\ncafile=${AUTHORITIES}\n`)
  mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true })
  cpSync(AUTHORITIES, join(root, AUTHORITIES))
  return true
}

/** @param {string} program @param {string[]} args @param {string} cwd */
function run(program, args, cwd) {
  return spawnSync(program, args, { cwd, stdio: 'ignore', timeout: LONGEST_MS }).status === 0
}
