// @ts-check
// Builds the Dockerfile with buildah, runs the image as its own user, and holds it to what docs/docker.md promises. Needs no
// container engine. Where buildah, the base image or the package registry cannot be had, it says so and ends with 0.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { findBaseImage } from './base-image.mjs'
import { pathOf } from './generated.mjs'

const IMAGE = 'localhost/pam-mock-check'
const MAIN = '/app/dist/cli/main.js'
// Inside a container there are no namespaces and no overlay mounts to be had; these work everywhere.
const env = { BUILDAH_ISOLATION: 'chroot', STORAGE_DRIVER: 'vfs', ...process.env }

/** @type {string[]} */
const faults = []

const reason = build()
if (reason !== undefined) console.log(`Image check skipped: ${reason}.`)
else {
  checkDescription()
  await checkRun()
  for (const fault of faults) console.error(`The image: ${fault}.`)
  if (faults.length > 0) process.exitCode = 1
  else console.log('Image check passed.')
}

/** @returns {string | undefined} why there is no image to check */
function build() {
  if (buildah('--version').code !== 0) return 'buildah is not installed'
  const base = /^FROM (\S+)$/m.exec(readFileSync(pathOf('Dockerfile'), 'utf8'))?.[1] ?? ''
  const context = findBaseImage(base, buildah)
  if (!context) return `the base image ${base} is not stored here and cannot be fetched or made`
  // The OCI format has no health checks.
  const { code, output } = buildah(
    'build',
    '--format',
    'docker',
    '--pull-never',
    ...context,
    '-t',
    IMAGE,
    pathOf('.'),
  )
  if (code === 0) return undefined
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT)\b/.test(output))
    return 'the package registry cannot be reached from inside the build'
  console.error(output.slice(-4000))
  faults.push('its build failed')
  return undefined
}

/** What the image says of itself. */
function checkDescription() {
  if (faults.length > 0) return
  const { config } = JSON.parse(buildah('inspect', '--type', 'image', IMAGE).output).Docker
  expect(config.User === 'node', `runs as "${config.User}"`)
  expect(config.Entrypoint?.[1] === MAIN, 'has another entrypoint')
  expect(config.Healthcheck?.Test?.length > 1, 'has no health check')
  expect('/data' in (config.Volumes ?? {}), 'has no volume for data')
  for (const label of ['title', 'description', 'licenses'])
    expect(Boolean(config.Labels?.[`org.opencontainers.image.${label}`]), `has no label "${label}"`)
}

/** Starts it, asks for its health in its own way, ends it. */
async function checkRun() {
  if (faults.length > 0) return
  const port = await freePort()
  const { config } = JSON.parse(buildah('inspect', '--type', 'image', IMAGE).output).Docker
  const container = buildah('from', '--pull-never', IMAGE).output.trim()
  const before = ownFiles(container)
  const given = ['--env', `PAM_MOCK_PORT=${port}`, '--env', 'PAM_MOCK_DATA=/data/state.json']
  const started = Date.now()
  const child = spawn('buildah', ['run', ...given, container, '--', ...config.Entrypoint, '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  try {
    await Promise.race([once(child.stdout, 'data'), ended])
    if (child.exitCode !== null) {
      faults.push(`ends with ${child.exitCode} before it is ready`)
      return
    }
    const readyMs = Date.now() - started
    const [, ...probe] = config.Healthcheck.Test
    expect(buildah('run', ...given, container, '--', ...probe).code === 0, 'is not healthy by its own check')
    // With a read-only root file system it could not.
    const written = ownFiles(container).filter((name) => !before.includes(name))
    expect(written.length === 0, `writes outside /data: ${written.join(', ')}`)

    const signalled = Date.now()
    process.kill(innermost(child.pid ?? 0), 'SIGTERM')
    await Promise.race([ended, wait(10_000)])
    const stopMs = Date.now() - signalled
    expect(child.exitCode === 0, `ends with ${child.exitCode ?? 'nothing'} after SIGTERM`)
    const size = buildah('images', '--format', '{{.Size}}', IMAGE).output.trim()
    console.log(`Image: ${size}, ready after ${readyMs} ms, ended ${stopMs} ms after SIGTERM.`)
  } finally {
    // What holds the container goes when the program in it does, and not the other way round.
    if (child.exitCode === null) process.kill(innermost(child.pid ?? 0), 'SIGKILL')
    buildah('rm', container)
  }
}

/** Files of the user that the image runs as. @param {string} container @returns {string[]} */
function ownFiles(container) {
  const root = buildah('mount', container).output.trim()
  const { stdout } = spawnSync('find', [root, '-xdev', '-type', 'f', '-uid', '1000'], { encoding: 'utf8' })
  buildah('umount', container)
  const names = stdout.split('\n').map((name) => name.slice(root.length))
  return names.filter((name) => name !== '' && !name.startsWith('/data/'))
}

/** The program itself, below the processes that hold its container. @param {number} pid @returns {number} */
function innermost(pid) {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
  const child = Number(stdout.split('\n')[0])
  return child > 0 ? innermost(child) : pid
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}

/** @param {boolean} holds @param {string} fault */
function expect(holds, fault) {
  if (!holds) faults.push(fault)
}

/** @param {string[]} args */
function buildah(...args) {
  const { status, stdout, stderr } = spawnSync('buildah', args, { env, encoding: 'utf8', maxBuffer: 2 ** 28 })
  return { code: status ?? 1, output: status === 0 ? stdout : `${stdout}${stderr}` }
}
