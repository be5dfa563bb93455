// @ts-check
// What of the documented examples can be asked of a stranger's product, worked out of the files: reads of what every product has, as
// somebody who may, or as nobody. Everything else is left out, with a reason.

/** @typedef {import('./rules.mjs').Rules} Rules */
/** @typedef {{ name: string, request: { method: string, path: string, headers?: Record<string, string>, body?: string }, answer: { status: number }, advanceMs?: number }} Exchange */
/** @typedef {{ file: string, jar?: boolean, evidence?: string, exchanges: Exchange[] }} Story */
/** @typedef {{ name: string, method: string, path: string, headers?: Record<string, string> }} Step */
/** @typedef {{ id: string, hasParams: boolean, isSecret: boolean }} Operation */

/**
 * @typedef {object} World
 * @property {(method: string, path: string) => Operation | undefined} find
 * @property {ReadonlySet<string>} read operations that are read without `--writes`
 * @property {ReadonlyMap<string, string>} notAsked why others are not
 * @property {ReadonlySet<string>} asked requests of the surface's own stories, as {@link keyOf} makes them
 * @property {ReadonlySet<string>} texts texts of the built-in world
 */

const OBJECT = "it names an object of the documents' world"
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const ORIGINAL = 'npm run original:cas asks the original'
const ALREADY = 'a story of the surface asks the same'

/** @param {Rules} rules @param {readonly Story[]} stories @param {World} world */
export function askedOf(rules, stories, world) {
  const known = new Set(world.asked)
  return stories.map(({ file, jar, evidence, exchanges }) => {
    /** @type {Map<string, number>} */
    const left = new Map()
    /** @type {Step[]} */
    const steps = []
    let isSignedIn = false
    for (const exchange of exchanges) {
      const { session } = rules
      const asked = evidence === 'original' ? ORIGINAL : stepOf(exchange, { rules, world, isSignedIn })
      const { request, answer } = exchange
      if (jar && session && request.path.startsWith(session.path) && answer.status === 200) isSignedIn = true
      const reason = typeof asked === 'string' ? asked : known.has(keyOf(asked)) ? ALREADY : undefined
      if (reason !== undefined) left.set(reason, (left.get(reason) ?? 0) + 1)
      else if (typeof asked !== 'string') {
        known.add(keyOf(asked))
        const same = steps.filter(({ name }) => name === asked.name).length
        steps.push(same === 0 ? asked : { ...asked, name: `${asked.name} (${steps.length + 1})` })
      }
    }
    return {
      file,
      notAsked: Object.fromEntries([...left].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      needs: needsOf(steps),
      steps,
    }
  })
}

/** What two requests have in common that ask the same. @param {Step} step */
export function keyOf({ method, path, headers = {} }) {
  const sorted = Object.entries(headers)
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .toSorted()
  return [method, path, ...sorted].join('\n')
}

/**
 * @param {Exchange} exchange
 * @param {{ rules: Rules, world: World, isSignedIn: boolean }} context
 * @returns {Step | string} the request, or why it is not sent
 */
function stepOf({ name, request, answer, advanceMs }, { rules, world, isSignedIn }) {
  const { method, path, headers: given = {}, body } = request
  if (method !== 'GET' || body !== undefined) return 'it writes'
  if (advanceMs !== undefined) return 'it waits'
  if (/\{\{/.test(path + Object.values(given).join(' '))) return 'it needs what an answer before it gave'
  const [route = '', query] = path.split('?')
  const operation = world.find(method, route)
  // What is no path of the product is refused, whoever asks.
  if (operation) {
    if (operation.isSecret) return "it would show users' secrets"
    if (!world.read.has(operation.id))
      return world.notAsked.get(operation.id) ?? 'it is only asked of what is made for it'
    if (operation.hasParams) return OBJECT
    const why = rules.private?.[route]
    if (why !== undefined && answer.status < 400) return why
  }
  /** @type {Record<string, string>} */
  const headers = {}
  for (const [header, value] of Object.entries(given)) {
    const why = rules.never[header.toLowerCase()]
    if (why !== undefined) return why
    const sent = rules.headers.includes(header.toLowerCase()) ? credential(value, '', rules, world) : value
    if (sent === undefined) return 'it is somebody else who asks'
    headers[header] = sent
  }
  /** @type {string[]} */
  const parts = []
  for (const part of query === undefined ? [] : query.split('&')) {
    const [parameter = '', value = ''] = part.split('=')
    const text = decoded(value)
    if (rules.queries.includes(parameter)) {
      const sent = credential(text, 'url:', rules, world)
      if (sent === undefined) return 'it is somebody else who asks'
      parts.push(sent === text ? part : `${parameter}=${sent}`)
    } else if (/INPUT_DATA/i.test(parameter) || UUID.test(text) || world.texts.has(text)) return OBJECT
    else parts.push(part)
  }
  if (isSignedIn && rules.session) Object.assign(headers, { ...rules.session.headers, ...headers })
  return {
    name,
    method,
    path: query === undefined ? route : `${route}?${parts.join('&')}`,
    ...(Object.keys(headers).length > 0 && { headers }),
  }
}

/**
 * A credential of the documents' world by what stands for it; one that nobody has stays.
 * @param {string} text @param {string} form @param {Rules} rules @param {World} world
 */
function credential(text, form, { credentials }, { texts }) {
  const name = credentials[text]
  if (name !== undefined) return `{{${form}${name}}}`
  return [...texts].some((known) => known.length > 3 && text.includes(known)) ? undefined : text
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** @param {readonly Step[]} steps */
function needsOf(steps) {
  const names = steps.flatMap(({ path, headers = {} }) =>
    [...[path, ...Object.values(headers)].join(' ').matchAll(/\{\{(?:url:)?(\w+)\}\}/g)].map(
      ([, name = '']) => name,
    ),
  )
  return [...new Set(names)].toSorted()
}
