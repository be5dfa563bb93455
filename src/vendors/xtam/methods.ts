/** Which methods a path has, so that another one gets 405, and OPTIONS an answer, as JAX-RS and Tomcat give them. */
import type { FastifyInstance, RouteHandlerMethod } from 'fastify'

/** The routes that a scope has got. */
export interface WatchedRoutes {
  /** The methods of the routes at a path, or nothing when there is no route. */
  readonly allowedAt: (path: string, withProposed: boolean) => readonly string[] | undefined
  /** Gives every path a route for the methods that it lacks; for a scope that shares its prefix with others. */
  readonly refuseOthers: (handler: RouteHandlerMethod) => void
}

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
export function watchMethods(app: FastifyInstance): WatchedRoutes {
  const shapes = new Map<string, Shape>()
  let isWatching = true
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!isWatching) return
    const shape = shapes.get(url) ?? {
      parts: url.split('/').map(partOf),
      methods: new Set(['OPTIONS']),
      isProposed: config?.operation?.evidence === 'inferred',
    }
    for (const one of [method].flat()) shape.methods.add(one)
    shapes.set(url, shape)
  })
  return {
    allowedAt(path, withProposed) {
      const parts = path.split('/')
      for (const shape of shapes.values()) {
        if ((withProposed || !shape.isProposed) && fits(shape, parts)) return [...shape.methods].toSorted()
      }
      return undefined
    },
    refuseOthers(handler) {
      isWatching = false
      for (const [url, { methods }] of shapes) {
        const others = app.supportedMethods.filter((method) => method === 'OPTIONS' || !methods.has(method))
        app.route({ method: others, url, exposeHeadRoute: false, handler })
      }
    },
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
