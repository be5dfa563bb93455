// @ts-check
// What Schemathesis reports: one JSON object a line, of which those that end a scenario hold requests, answers and checks.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ operation: string, check: string, message: string, count: number, request: string, answer: string }} Failure
 * @typedef {{ surface: string, operation: string, check: string, message?: string, reason: string }} Ignored
 */

/** @param {string} file */
export function readReport(file) {
  /** @type {Map<string, Failure>} */
  const failures = new Map()
  const errors = new Set()
  const operations = new Set()
  const succeeded = new Set()
  let cases = 0
  let checks = 0
  let complete = false
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const [[name, event] = ['', {}]] = Object.entries(JSON.parse(line))
    if (name === 'EngineFinished') complete = true
    if (/error/i.test(name)) errors.add(describeError(event))
    if (name !== 'ScenarioFinished') continue
    const { label, checks: outcomes, interactions } = event.recorder ?? {}
    operations.add(label)
    for (const [id, { request, response }] of Object.entries(interactions ?? {})) {
      cases += 1
      if (response?.status_code < 400) succeeded.add(label)
      for (const { name: check, status, failure_info } of outcomes?.[id] ?? []) {
        checks += 1
        if (status !== 'failure') continue
        const { title, message } = failure_info.failure
        const text = `${title}: ${message}`.trim()
        const key = [label, check, text].join('\n')
        const known = failures.get(key)
        if (known) known.count += 1
        else
          failures.set(key, { operation: label, check, message: text, count: 1, ...shown(request, response) })
      }
    }
  }
  return {
    failures: [...failures.values()],
    errors: [...errors],
    cases,
    checks,
    operations: operations.size,
    succeeded: succeeded.size,
    complete,
  }
}

/** @param {any} event */
function describeError({ label = '', value, info, title, message }) {
  const said = value ?? info ?? message ?? title
  return `${label} ${typeof said === 'string' ? said : JSON.stringify(said)}`.trim()
}

/** @param {any} request @param {any} response */
function shown({ method, uri, body }, response) {
  return {
    request: `${method} ${uri} ${textOf(body)}`.trim(),
    answer: response ? `${response.status_code} ${textOf(response.content)}`.trim() : 'no answer',
  }
}

/** The beginning of a body. @param {any} content */
function textOf(content) {
  const encoded = content?.$base64
  return encoded ? Buffer.from(encoded, 'base64').toString('utf8').slice(0, 400) : ''
}

/** Which are let be, by the list beside. @param {string} surface @param {Failure[]} failures */
export function sortFailures(surface, failures) {
  /** @type {Ignored[]} */
  const list = JSON.parse(readFileSync(join(import.meta.dirname, 'ignored.json'), 'utf8'))
  const own = list.filter((entry) => entry.surface === surface)
  const isIgnored = (/** @type {Failure} */ failure) =>
    own.some(
      ({ operation, check, message = '' }) =>
        (operation === '*' || operation === failure.operation) &&
        check === failure.check &&
        failure.message.includes(message),
    )
  return {
    open: failures.filter((failure) => !isIgnored(failure)),
    ignored: failures.filter((failure) => isIgnored(failure)),
  }
}

/** @param {Failure} failure */
export function describeFailure({ operation, check, message, count, request, answer }) {
  return `${operation} fails ${check}${count > 1 ? ` ${count} times` : ''}\n  ${message.replaceAll('\n', '\n  ')}\n  > ${request}\n  < ${answer}`
}
