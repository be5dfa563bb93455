/** Which methods a path has, so that another one gets 405, and OPTIONS an answer, as JAX-RS gives them. */
import type { FastifyInstance } from 'fastify'

/** The methods of the routes at a path, or nothing when there is no route. */
export type AllowedAt = (path: string, withProposed: boolean) => readonly string[] | undefined

interface Shape {
  /** The parts between slashes; a parameter is `undefined`. */
  readonly parts: readonly (string | undefined)[]
  readonly methods: Set<string>
  readonly isProposed: boolean
}

/**
 * Watches which routes a scope gets from now on. A look-up is made for refused requests alone, which is why it may walk
 * all shapes, and is cheaper at the start than a route for each method that a path does not have.
 */
export function watchMethods(app: FastifyInstance): AllowedAt {
  const shapes = new Map<string, Shape>()
  app.addHook('onRoute', ({ url, method, config }) => {
    const shape = shapes.get(url) ?? {
      parts: url.split('/').map(partOf),
      methods: new Set(['OPTIONS']),
      isProposed: config?.operation?.evidence === 'inferred',
    }
    for (const one of [method].flat()) shape.methods.add(one)
    shapes.set(url, shape)
  })
  return (path, withProposed) => {
    const parts = path.split('/')
    for (const shape of shapes.values()) {
      if ((withProposed || !shape.isProposed) && fits(shape, parts)) return [...shape.methods].toSorted()
    }
    return undefined
  }
}

function partOf(text: string): string | undefined {
  return text.startsWith(':') ? undefined : text
}

function fits({ parts }: Shape, asked: readonly string[]): boolean {
  return (
    parts.length === asked.length &&
    parts.every((part, at) => (part === undefined ? asked[at] !== '' : part === asked[at]))
  )
}
