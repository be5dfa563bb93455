/** The log: refusals with their reasons, and errors of our own. It goes to stderr; stdout is for what was asked for. */
import { pino, type Logger } from 'pino'

const STDERR = 2

export async function openLog(format: 'pretty' | 'json' | 'silent'): Promise<Logger | undefined> {
  if (format === 'silent') return undefined
  if (format === 'json') return pino({ base: null }, pino.destination({ dest: STDERR, sync: true }))
  const { default: pretty } = await import('pino-pretty')
  const stream = pretty({
    destination: STDERR,
    sync: true,
    colorize: process.stderr.isTTY && process.env['NO_COLOR'] === undefined,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname,reqId,workspace,operation,method,path,status,rule,source',
    messageFormat: '{if method}{method} {path} → {status} {rule}: {end}{msg}',
  })
  return pino({ base: null }, stream)
}
