// @ts-check
// Builds the Dockerfile with buildah and holds the image to what docs/docker.md promises. Needs no container engine. Where
// buildah, the base image or the package registry cannot be had, it says so and ends with 0.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBaseImage } from './base-image.mjs'
import { pathOf } from './generated.mjs'
import { containers } from './image-containers.mjs'

const IMAGE = 'localhost/pam-mock-check'
const MOST_MB = 200
const { version } = JSON.parse(readFileSync(pathOf('package.json'), 'utf8'))
// Inside a container there are no namespaces and no overlay mounts to be had; these work everywhere.
const env = { BUILDAH_ISOLATION: 'chroot', STORAGE_DRIVER: 'vfs', ...process.env }

/** @type {string[]} */
const faults = []
const { start, using } = containers({ image: IMAGE, buildah, env, faults })

const reason = build()
if (reason !== undefined) console.log(`Image check skipped: ${reason}.`)
else {
  if (faults.length === 0) {
    checkDescription()
    checkFiles()
    checkVariables()
    await checkOwnUser()
    await checkAnyUser()
  }
  for (const fault of faults) console.error(`The image: ${fault}.`)
  if (faults.length > 0) process.exitCode = 1
  else console.log('Image check passed.')
}

/** @returns {string | undefined} why there is no image to check */
function build() {
  if (buildah('--version').code !== 0) return 'buildah is not installed'
  // Others see the files of a container under users that are not those inside.
  if (process.getuid?.() !== 0) return 'only root can look into a container'
  const base = /^FROM (\S+)/m.exec(readFileSync(pathOf('Dockerfile'), 'utf8'))?.[1] ?? ''
  const context = findBaseImage(base, buildah)
  if (!context) return `the base image ${base} is not stored here and cannot be fetched or made`
  // The OCI format has no health checks.
  const flags = ['--format', 'docker', '--pull-never', '--build-arg', 'REVISION=0123abc']
  const { code, output } = buildah('build', ...flags, ...context, '-t', IMAGE, pathOf('.'))
  if (code === 0) return undefined
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT)\b/.test(output))
    return 'the package registry cannot be reached from inside the build'
  console.error(output.slice(-4000))
  faults.push('its build failed')
  return undefined
}

/** What the image says of itself. */
function checkDescription() {
  const { config } = JSON.parse(buildah('inspect', '--type', 'image', IMAGE).output).Docker
  expect(config.User === 'node', `runs as "${config.User}"`)
  expect(String(config.Entrypoint) === 'pam-mock', 'has another entrypoint')
  expect(String(config.Healthcheck?.Test) === 'CMD,pam-mock,health', 'has another health check')
  expect('/data' in (config.Volumes ?? {}), 'has no volume for data')
  expect('8080/tcp' in (config.ExposedPorts ?? {}), 'tells of no port')
  const labels = { version, revision: '0123abc', licenses: 'MIT' }
  for (const [name, value] of Object.entries(labels))
    expect(config.Labels?.[`org.opencontainers.image.${name}`] === value, `has another label "${name}"`)
  for (const name of ['title', 'description', 'source', 'url', 'documentation'])
    expect(Boolean(config.Labels?.[`org.opencontainers.image.${name}`]), `has no label "${name}"`)
}

/** What lies in it, and how much that is. */
function checkFiles() {
  using((container) => {
    const root = buildah('mount', container).output.trim()
    const bytes = Number(/^\d+/.exec(find('du', '-sb', root))?.[0])
    const size = `${(bytes / 1e6).toFixed(0)} MB`
    console.log(`Image: ${size} of files.`)
    expect(bytes > 0 && bytes < MOST_MB * 1e6, `holds ${size}; the most is ${MOST_MB}`)
    expect(!existsSync(join(root, 'bin/sh')), 'has a shell')
    const unread = find('find', root, '-xdev', '!', '-type', 'l', '!', '-perm', '-o=r')
    expect(unread === '', `has files that not every user may read: ${unread}`)
  })
}

/** Each variable that can be wrong, wrong: the sentences name what the program has seen. */
function checkVariables() {
  const table = readFileSync(pathOf('docs/cli.md'), 'utf8').matchAll(/^\| `.*?\| `(PAM_MOCK_\w+)`/gm)
  const names = Array.from(table, ([, name = '']) => name)
  const wrong = names.flatMap((name) => ['--env', `${name}=?,=x`])
  using((container) => {
    const { output } = buildah('run', ...wrong, container, '--', 'pam-mock', 'validate')
    // Any text is a host, a file, a seed, a token or a name.
    const texts = /_(HOST|FIXTURES|SEED|DATA|TLS_\w+|CONTROL_HOST|CONTROL_TOKEN)$/
    const unseen = names.filter((name) => !texts.test(name) && !output.includes(`${name} must be `))
    expect(names.length > 30 && unseen.length === 0, `does not read ${unseen.join(', ')}`)
  })
}

/** As it is: keeps its state, and writes nowhere but to the volume. */
async function checkOwnUser() {
  const run = await start({ PAM_MOCK_DATA: '/data/state.json' })
  expect(run.isHealthy(), 'is not healthy by its own check')
  const written = run.written().filter((name) => !name.startsWith('/data/'))
  expect(written.length === 0, `writes outside /data: ${written.join(', ')}`)
  const { code, ms } = await run.end()
  expect(code === 0, `ends with ${code ?? 'nothing'} after SIGTERM`)
  console.log(`Ready after ${run.readyMs} ms, ended ${ms} ms after SIGTERM.`)
}

/** As a user that the image knows nothing of, who may write nowhere, with a config file and a world from outside. */
async function checkAnyUser() {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-config-'))
  try {
    const made = spawnSync(process.execPath, [pathOf('dist/cli/main.js'), 'init', join(folder, 'mine')])
    expect(made.status === 0, '"pam-mock init" failed')
    const config = { fixtures: 'fixtures', profiles: { sps: '6.0' } }
    writeFileSync(join(folder, 'mine/pam-mock.config.json'), JSON.stringify(config))
    spawnSync('chmod', ['-R', 'a+rX', folder])
    const flags = ['--user', '12345:12345', '--volume', `${join(folder, 'mine')}:/config:ro`]
    const run = await start({}, flags, { readOnly: true })
    expect(run.isHealthy(), 'is not healthy by its own check for another user, with nothing to write to')
    const answer = await fetch(`${run.url}/__mock/settings`)
    /** @type {any} */
    const { surfaces } = await answer.json()
    const sps = surfaces.find((/** @type {{ surface: string }} */ { surface }) => surface === 'sps')
    expect(sps.profile === '6.0', 'does not read /config/pam-mock.config.json')
    const { code } = await run.end()
    expect(code === 0, `ends with ${code ?? 'nothing'} after SIGTERM, as another user`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} program @param {string[]} args @returns {string} */
function find(program, ...args) {
  return spawnSync(program, args, { encoding: 'utf8' }).stdout.trim()
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
