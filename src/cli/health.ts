/** `pam-mock health`: whether what runs here, or at a URL, answers. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { loadConfig } from '../config/load-config.ts'
import { UserError } from '../kernel/errors.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { runningNotes, type RunningNote } from './running.ts'

/** Longer than an emulator takes that is well. */
const PATIENCE_MS = 2500

/** @throws UserError in one sentence when it does not answer */
export async function health(url: string | undefined): Promise<void> {
  const notes = url === undefined ? runningNotes() : [noteOf(url)]
  for (const note of notes.length > 0 ? notes : [configured()]) console.log(await answerOf(note))
}

/** Where none has left word, it is where the environment and the config file say. */
function configured(): Omit<RunningNote, 'pid'> {
  const { port, control, controlPort } = loadConfig({ env: process.env })
  return { authority: `127.0.0.1:${(control ? controlPort : undefined) ?? port[0]}`, control }
}

function noteOf(url: string): Omit<RunningNote, 'pid'> {
  const { protocol, host } = URL.canParse(url) ? new URL(url) : { protocol: '', host: '' }
  // Each port speaks http, too.
  if (!/^https?:$/.test(protocol))
    throw new UserError(`"${url}" is no URL of an emulator; it looks like "http://127.0.0.1:8080".`)
  return { authority: host, control: true }
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
