/** The files of the console, as the build has made them: read when somebody asks, so that a start does not. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../config/package.ts'
import { ControlError } from './errors.ts'

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Nothing but what is served beside it, and no other page around it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const

/** A file is asked for again whenever the page is; the answer is short while the file is the same. */
const ASK_AGAIN = 'no-cache'

export interface PageFile {
  readonly text: string
  readonly etag: string
  readonly headers: Readonly<Record<string, string>>
}

/** @throws ControlError when there is no such file @param name a file's name, without a folder */
export async function readPage(name: string): Promise<PageFile> {
  const type = TYPES[/^[\w-]+\.(\w+)$/.exec(name)?.[1] ?? '']
  if (type === undefined) throw unknown(name)
  const text = await readFile(join(packageRoot(), 'dist/console', name), 'utf8').catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    throw unknown(name)
  })
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 20)}"`
  return { text, etag, headers: { ...HEADERS, 'content-type': type, 'cache-control': ASK_AGAIN, etag } }
}

function unknown(name: string): ControlError {
  return new ControlError(404, `The console has no file "${name}".`, {
    hint: 'It is made by the build: "npm run build" in a checkout.',
  })
}
