/** The console: a web page, and the files that it loads. They hold nothing of a world. */
import type { Call } from '../call.ts'
import { operation } from '../operation.ts'
import { readPage } from '../page.ts'
import * as answers from '../schemas/answers.ts'
import { fileParams } from '../schemas/console.ts'

export const consoleGet = operation({
  id: 'control.console.get',
  route: 'GET /',
  summary: 'The console',
  isPublic: true,
  media: 'text/html; charset=utf-8',
  answers: { 200: answers.plainText, 304: answers.unchanged },
  run: (call) => answerOf(call, 'index.html'),
})

export const consoleFileGet = operation({
  id: 'control.console.file',
  route: 'GET /console/:file',
  summary: 'A file that the console loads',
  isPublic: true,
  media: 'application/octet-stream',
  params: fileParams,
  answers: { 200: answers.plainText, 304: answers.unchanged },
  run: (call, { params: { file } }) => answerOf(call, file),
})

async function answerOf({ header }: Call, name: string) {
  const { text, etag, headers } = await readPage(name)
  if (header('if-none-match') === etag) return { status: 304, value: null, headers } as const
  return { status: 200, value: text, headers } as const
}
