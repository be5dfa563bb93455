/** Where an emulator is that a command speaks with. */
import { loadConfig } from '../config/load-config.ts'
import { UserError } from '../kernel/errors.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { runningNotes, type RunningNote } from './running.ts'

/** What runs here; where none has left word, it is where the environment and the config file say. */
export function runningHere(): Omit<RunningNote, 'pid'>[] {
  const notes = runningNotes()
  return notes.length > 0 ? notes : [configured()]
}

/** `host:port` of a URL. @throws UserError when it is none */
export function authorityOf(url: string): string {
  return parsed(url).host
}

/**
 * Its address, and the prefix of a workspace where the URL has one: `http://127.0.0.1:8080/w/team`. Each port speaks http.
 *
 * @param url of an emulator, a workspace or its control plane; what runs here by default
 * @throws UserError when it is no URL, or there are several to choose from
 */
export function placeOf(url: string | undefined): string {
  if (url !== undefined) {
    const { host, pathname } = parsed(url)
    const mount = pathname.replace(/\/+$/, '')
    return `http://${host}${mount.endsWith(CONTROL_ROOT) ? mount.slice(0, -CONTROL_ROOT.length) : mount}`
  }
  const [first, ...others] = runningHere()
  if (others.length > 0) {
    const all = [first!, ...others].map(({ authority }) => `http://${authority}`)
    throw new UserError(`Several emulators run here; name one of ${all.join(', ')}.`)
  }
  return `http://${first!.authority}`
}

function configured(): Omit<RunningNote, 'pid'> {
  const { port, control, controlPort } = loadConfig({ env: process.env })
  return { authority: `127.0.0.1:${(control ? controlPort : undefined) ?? port[0]}`, control }
}

function parsed(url: string): URL {
  const found = URL.canParse(url) ? new URL(url) : undefined
  if (!found || !/^https?:$/.test(found.protocol))
    throw new UserError(`"${url}" is no URL of an emulator; it looks like "http://127.0.0.1:8080".`)
  return found
}
