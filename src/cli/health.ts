/** `pam-mock health`: whether what runs here, or at a URL, answers. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { UserError } from '../kernel/errors.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { authorityOf, runningHere } from './place.ts'
import type { RunningNote } from './running.ts'

/** Longer than an emulator takes that is well. */
const PATIENCE_MS = 2500

/** @throws UserError in one sentence when it does not answer */
export async function health(url: string | undefined): Promise<void> {
  const notes = url === undefined ? runningHere() : [{ authority: authorityOf(url), control: true }]
  for (const note of notes) console.log(await answerOf(note))
}

/** Without a control plane nothing can be asked that the journal would not show; that it takes connections says enough. */
function answerOf({ authority, control }: Omit<RunningNote, 'pid'>): Promise<string> {
  const { hostname, port } = new URL(`http://${authority}`)
  const host = /^\[?(?:0\.0\.0\.0|::)\]?$/.test(hostname) ? '127.0.0.1' : hostname.replace(/^\[(.*)\]$/, '$1')
  const at = { host, port: Number(port || 80), timeout: PATIENCE_MS }
  return new Promise((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new UserError(`The emulator at "${authority}" is not well: ${why}.`))
    if (!control) {
      const socket = connect(at, () => {
        socket.destroy()
        resolve(`${authority}: takes connections`)
      })
      socket.on('timeout', () => socket.destroy(new Error('nothing came')))
      socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
      return
    }
    const sent = request({ ...at, path: `${CONTROL_ROOT}/ready`, agent: false }, (answer) => {
      answer.resume()
      if (answer.statusCode === 200) resolve(`${authority}: ready`)
      else fail(`it answers ${answer.statusCode}`)
    })
    sent.on('timeout', () => sent.destroy(new Error('nothing came')))
    sent.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
    sent.end()
  })
}
