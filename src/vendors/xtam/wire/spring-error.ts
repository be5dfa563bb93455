/** What Spring Boot's error page is to a client: the fault as JSON, YAML or XML, or a page to a browser. */
import type { CasFlavour } from '../rows/words.ts'
import { rangesOf } from './negotiation.ts'
import { escapeXml } from './pages/cas.ts'

export interface SpringFault {
  readonly status: number
  /** Name of the status. */
  readonly error: string
  /** The class of what was thrown, and its message; nothing for a path without a handler. */
  readonly exception?: { readonly name: string; readonly message: string }
  /** As it came, without its query. */
  readonly path: string
  readonly now: number
}

export interface SpringAnswer {
  /** Another one than the fault's, where the client takes nothing that it can be told in. */
  readonly status?: 406
  /** Nothing: no body. */
  readonly type?: string
  readonly body: string
}

/** What a fault can be told in. */
const TELLABLE: Readonly<Record<CasFlavour, RegExp>> = {
  '5.2': /json|html|^(?:application|text|\*)\/\*$/,
  '6.5': /json|yaml|xml|html|^(?:application|text|\*)\/\*$/,
}

/** @param accept what the client takes; CAS 5 writes JSON to whoever takes anything, CAS 6 writes YAML */
export function springError(flavour: CasFlavour, fault: SpringFault, accept: string): SpringAnswer {
  const types = rangesOf(accept)
  if (!types.some((type) => TELLABLE[flavour].test(type)))
    return flavour === '5.2' ? { status: 406, body: '' } : { body: '' }
  if (types.includes('text/html') || types[0] === 'text/*')
    return { type: 'text/html;charset=UTF-8', body: pageOf(flavour, fault) }
  const members = flavour === '5.2' ? membersOf5(fault) : membersOf6(fault)
  const [type] = types
  if (flavour === '5.2' || type?.endsWith('json')) {
    return { type: 'application/json;charset=UTF-8', body: JSON.stringify(members) }
  }
  if (type?.endsWith('xml')) return { type: 'application/xml;charset=UTF-8', body: xmlOf(members) }
  return { type: 'application/vnd.cas.services+yaml;charset=UTF-8', body: yamlOf(members) }
}

function membersOf5({ status, error, exception, path, now }: SpringFault): object {
  const head = { timestamp: now, status, error }
  return exception
    ? { ...head, exception: exception.name, message: exception.message, trace: traceOf(exception), path }
    : { ...head, message: 'No message available', path }
}

function membersOf6({ status, error, exception, path, now }: SpringFault): object {
  const timestamp = new Date(now).toISOString().replace('Z', '+00:00')
  return { timestamp, status, error, ...(exception && { trace: traceOf(exception) }), path }
}

/** The first line of a stack trace: what follows it is the module's inside. */
function traceOf({ name, message }: NonNullable<SpringFault['exception']>): string {
  return `${name}: ${message}\n`
}

function yamlOf(members: object): string {
  const lines = Object.entries(members).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
  return `--- !<java.util.LinkedHashMap>\n${lines.join('')}`
}

function xmlOf(members: object): string {
  const inner = Object.entries(members).map(
    ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
  )
  return `<Map>${inner.join('')}</Map>`
}

/** What the page for a status is called, where it is not called like any other. */
const TITLES: Readonly<Record<CasFlavour, Readonly<Record<number, string>>>> = {
  '5.2': { 404: 'Error Page Not Found', 405: 'Error - Unsupported Request' },
  '6.5': { 404: 'Error - Page Not Found' },
}

function pageOf(flavour: CasFlavour, { status, error }: SpringFault): string {
  const name = TITLES[flavour][status] ?? 'CAS error'
  const title =
    flavour === '5.2'
      ? `${name} - CAS – Central Authentication Service`
      : `CAS - Central Authentication Service ${name}`
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>${title}</title></head>
<body id="cas">
<main>
<h2>CAS is unable to process this request: &quot;${status}:${error}&quot;</h2>
</main>
</body>
</html>
`
}
