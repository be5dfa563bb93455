/** Which requests are meant: the one match of the journal, of verifications, of faults and of matchers. */
import type { HttpMethod, NamesOf, OperationName, RuleName, SurfaceName } from '../names.ts'
import { memberReader } from './member-path.ts'
import { Message } from './message.ts'
import { comparedPath, pathMatcher, patternOf } from './pattern.ts'
import { compileTest, describeTest, isPlain, type ValueTest } from './value-test.ts'

type Tests = Readonly<Record<string, ValueTest>>

/** A request's body. Each member names what is meant in it: `{ json: { 'user.name': 'me' } }`. */
export interface BodyMatch {
  /** All of it, as text. */
  readonly text?: ValueTest | undefined
  /** Members of JSON by their path: `operation.Details.REASON`, `accounts[0].id`, `accounts[*].id`. */
  readonly json?: Tests | undefined
  /** Members of a form; a path goes into the JSON that one of them holds: `INPUT.operation.name`. */
  readonly form?: Tests | undefined
  /** Parts of a multipart body by their names, as text. */
  readonly parts?: Tests | undefined
}

/** Which requests are meant; every member that is given must hold. */
export interface RequestMatch {
  readonly surface?: SurfaceName | undefined
  /** `*` stands for any run of characters. */
  readonly operation?: NamesOf<OperationName> | undefined
  readonly method?: HttpMethod | undefined
  /**
   * `*` stands for any run of characters. A pattern without `?` is held against the path alone. The workspace's own prefix
   * (`/w/{id}`) does not count, in the pattern and in the request.
   */
  readonly path?: string | undefined
  /** By name, in any case. */
  readonly headers?: Tests | undefined
  /** Parameters of the query; a path goes into the JSON that one of them holds. */
  readonly query?: Tests | undefined
  /** What it is held against as text, or its members. */
  readonly body?: ValueTest | BodyMatch | undefined
  /** A text that a header, a cookie or a query parameter has as its value: a token, a session. With Basic: the user, or `user:password`. */
  readonly credential?: string | undefined
}

/** Which journal entries are meant: requests, and what came of them. */
export interface JournalMatch extends RequestMatch {
  /** 0 where a fault has cut the connection. */
  readonly status?: number | undefined
  /** `*` stands for any run of characters. */
  readonly rule?: NamesOf<RuleName> | undefined
  /** Whether there is a reason why it was refused. */
  readonly refused?: boolean | undefined
  /** The id of a fault that fired for it. */
  readonly fault?: string | undefined
}

/** What is held against a match. */
export interface Subject {
  readonly surface: string | undefined
  readonly operation: string | undefined
  readonly method: string
  /** Path and query as they were sent. */
  readonly path: string
  readonly status?: number | undefined
  readonly reason?: { readonly rule: string } | undefined
  readonly fault?: string | undefined
}

/** What a subject has, where something else was wanted. */
export interface Difference {
  /** Such as `status`, `headers.authtoken`, `body.json.user.name`. */
  readonly field: string
  readonly expected: unknown
  /** Left out where it is absent. */
  readonly actual?: unknown
}

/** A match that is ready to be held against many. */
export interface CompiledMatch {
  /** Whether something is asked of the body. */
  readonly needsBody: boolean
  /** @param message called when something is asked of headers, query or body */
  fits(subject: Subject, message: () => Message): boolean
  /** Where a subject does not fit; what is shown of it may be masked. */
  differences(subject: Subject, message: Message, shown: { subject: Subject; message: Message }): Difference[]
}

interface Clause {
  readonly field: string
  readonly expected: unknown
  readonly fits: (subject: Subject, message: () => Message) => boolean
  readonly actual: (subject: Subject, message: Message) => unknown
}

/** @param mount prefix of a workspace's paths, such as `/w/team1/` */
export function compileMatch(match: JournalMatch, mount: string): CompiledMatch {
  const clauses = [...plainClauses(match, mount), ...messageClauses(match)]
  // Cheap ones are asked first; people read them in the order in which they wrote them.
  const names = Object.keys(match)
  const placeOf = ({ field }: Clause): number => names.indexOf(field.split('.', 1)[0]!)
  return {
    needsBody: match.body !== undefined,
    fits: (subject, message) => clauses.every((clause) => clause.fits(subject, message)),
    differences: (subject, message, shown) =>
      clauses
        .filter((clause) => !clause.fits(subject, () => message))
        .toSorted((a, b) => placeOf(a) - placeOf(b))
        .map(({ field, expected, actual }) => {
          const found = actual(shown.subject, shown.message)
          return found === undefined ? { field, expected } : { field, expected, actual: found }
        }),
  }
}

/** A match in words: `surface "sps", headers.authtoken containing "B9"`. */
export function describeMatch(match: JournalMatch): string {
  const parts = testsOf(match).map(({ field, test }) => `${field} ${describeTest(test)}`)
  const plain = Object.entries(match)
    .filter(([name, value]) => !DEEP.has(name) && value !== undefined)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return [...plain, ...parts].join(', ') || 'any properties'
}

const DEEP = new Set(['headers', 'query', 'body'])

/** What needs no look into the message, the cheapest first. */
function* plainClauses(match: JournalMatch, mount: string): Generator<Clause> {
  const { surface, operation, method, path, status, rule, refused, fault } = match
  type Read = (subject: Subject) => unknown
  const equal = (field: keyof JournalMatch, read: Read, wanted: unknown, expected = wanted): Clause => ({
    field,
    expected,
    fits: (subject) => read(subject) === wanted,
    actual: (subject) => read(subject) ?? null,
  })
  const like = (field: keyof JournalMatch, read: Read, pattern: string): Clause => {
    const fits = patternOf(pattern)
    return {
      field,
      expected: pattern,
      fits(subject) {
        const name = read(subject)
        return typeof name === 'string' && fits(name)
      },
      actual: (subject) => read(subject) ?? null,
    }
  }
  if (surface !== undefined) yield equal('surface', (one) => one.surface, surface)
  if (operation !== undefined) yield like('operation', (one) => one.operation, operation)
  if (method !== undefined) yield equal('method', (one) => one.method, method.toUpperCase(), method)
  if (status !== undefined) yield equal('status', (one) => one.status, status)
  if (rule !== undefined) yield like('rule', (one) => one.reason?.rule, rule)
  if (refused !== undefined) yield equal('refused', (one) => one.reason !== undefined, refused)
  if (fault !== undefined) yield equal('fault', (one) => one.fault, fault)
  if (path !== undefined) {
    const fits = pathMatcher(withoutMount(path, mount))
    yield {
      field: 'path',
      expected: path,
      // A pattern such as `/w/*` means the whole of it.
      fits: (subject) => fits(withoutMount(subject.path, mount)) || fits(subject.path),
      actual: (subject) => comparedPath(path, withoutMount(subject.path, mount)),
    }
  }
}

/** What is asked of headers, query and body. */
function* messageClauses(match: JournalMatch): Generator<Clause> {
  for (const { field, test, isText, read } of testsOf(match)) {
    const holds = compileTest(test, isText)
    yield {
      field,
      expected: isPlain(test) ? test : wordsOf(test),
      fits: (_subject, message) => holds(read(message())),
      actual: (_subject, message) => shortened(read(message)),
    }
  }
  const { credential } = match
  if (credential === undefined) return
  yield {
    field: 'credential',
    expected: credential,
    fits: (_subject, message) => credentialsOf(message()).includes(credential),
    actual: () => undefined,
  }
}

interface FieldTest {
  readonly field: string
  readonly test: ValueTest
  /** Whether what is compared is text by nature. */
  readonly isText: boolean
  readonly read: (message: Message) => readonly unknown[]
}

function testsOf({ headers = {}, query = {}, body }: JournalMatch): FieldTest[] {
  const tests: FieldTest[] = []
  for (const [name, test] of Object.entries(headers))
    tests.push({
      field: `headers.${name}`,
      test,
      isText: true,
      read: (message) => message.headers().get(name.toLowerCase()) ?? [],
    })
  tests.push(...namedTests('query', query, (message) => message.query()))
  if (body === undefined) return tests
  const { text, json = {}, form = {}, parts = {} } = isBodyMatch(body) ? body : { text: body }
  if (text !== undefined)
    tests.push({ field: 'body', test: text, isText: true, read: (message) => listOf(message.text()) })
  for (const [path, test] of Object.entries(json)) {
    const read = memberReader(path)
    tests.push({
      field: `body.json.${path}`,
      test,
      isText: false,
      read: (message) => (message.json() === undefined ? [] : read(message.json())),
    })
  }
  tests.push(...namedTests('body.form', form, (message) => message.form()))
  tests.push(...namedTests('body.parts', parts, (message) => message.parts()))
  return tests
}

/** Members that have names of their own, and may hold JSON. */
function namedTests(
  place: string,
  tests: Tests,
  namesOf: (message: Message) => ReadonlyMap<string, readonly string[]>,
): FieldTest[] {
  return Object.entries(tests).map(([path, test]) => {
    const [, name = path, rest] = /^([^.[\]]+)\.?(.+)$/.exec(path) ?? []
    const read = rest === undefined ? undefined : memberReader(rest)
    return {
      field: `${place}.${path}`,
      test,
      isText: read === undefined,
      read: (message) => {
        const whole = namesOf(message).get(path)
        if (whole || !read) return whole ?? []
        return (namesOf(message).get(name) ?? []).flatMap((value) => read(value))
      },
    }
  })
}

/** Whether members of a body are meant, and not a test of its text. */
export function isBodyMatch(body: ValueTest | BodyMatch): body is BodyMatch {
  return !isPlain(body) && ['text', 'json', 'form', 'parts'].some((name) => Object.hasOwn(body, name))
}

/** What a request may carry to say who sends it. */
function credentialsOf(message: Message): string[] {
  const found: string[] = []
  for (const [name, values] of message.headers())
    for (const value of values) {
      found.push(value)
      if (name === 'cookie') found.push(...value.split(/;\s*/).map((one) => one.slice(one.indexOf('=') + 1)))
      const [, scheme = '', rest = ''] = /^(\w+) +(.+)$/.exec(value) ?? []
      if (name !== 'authorization' || rest === '') continue
      const pair = scheme.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString('utf8') : ''
      found.push(rest, ...(pair.includes(':') ? [pair, pair.slice(0, pair.indexOf(':'))] : []))
    }
  for (const values of message.query().values()) found.push(...values)
  return found
}

/** The path as a client without a workspace prefix would have asked for it. */
export function withoutMount(path: string, mount: string): string {
  return path.startsWith(mount) ? path.slice(mount.length - 1) : path
}

function listOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text]
}

/** A regular expression is no JSON. */
function wordsOf(test: Exclude<ValueTest, string | number | boolean | null>): object {
  if (!(test instanceof RegExp)) return test
  return { pattern: test.source, ...(test.flags === '' ? {} : { flags: test.flags }) }
}

const MOST_SHOWN = 300

/** What was found, in a length that a person reads. */
function shortened(found: readonly unknown[]): unknown {
  if (found.length === 0) return undefined
  const one = found.length === 1 ? found[0] : found
  return typeof one === 'string' && one.length > MOST_SHOWN ? `${one.slice(0, MOST_SHOWN)}…` : one
}
