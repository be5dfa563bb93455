import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { build } from '../support/cli.ts'

const ROOT = join(import.meta.dirname, '../..')

beforeAll(build, 120_000)

// npm's shell dies of the signal without handing it on; a pipeline that ends npm must not find the port in use later.
it.skipIf(process.platform === 'win32')(
  'ends with the npm that started it',
  async () => {
    const npm = spawn('npm', ['start', '--silent', '--', '--port', '0', '--json'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    onTestFinished(() => void npm.kill('SIGKILL'))
    const [line] = (await once(npm.stdout, 'data')) as [Buffer]
    const { urls } = JSON.parse(String(line)) as { urls: { control: string } }
    expect((await fetch(`${urls.control}/health`)).status).toBe(200)
    npm.kill('SIGTERM')
    await expect
      .poll(
        () =>
          fetch(`${urls.control}/health`).then(
            () => 'answers',
            () => 'gone',
          ),
        { timeout: 8000, interval: 100 },
      )
      .toBe('gone')
  },
  60_000,
)
