/** How a request is answered: under which name, in which edition's words and order. */
import type { FastifyRequest } from 'fastify'
import { presentedToken, rawQuery, type PresentedToken } from './auth.ts'
import { styleIn, type Style } from './envelope.ts'
import type { PmpOperation } from './operation.ts'
import { INTERACTIVE_ROOT, PKI_ROOT, REST_ROOT } from './roots.ts'
import { pmpSettings, type PmpSettings } from './settings.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** How answers to this request are written, known as soon as its way in is. */
    pmpStyle: Style | undefined
  }
}

/** `name` in answers to a request of which it is not known what it is for. */
export const NOT_KNOWN = 'Authentication'

/** `name` in the answer to a request. */
export function nameOf({ found }: FastifyRequest): string {
  return found ? (found.operation as PmpOperation).name : NOT_KNOWN
}

/** How answers to a request are written; for requests that were stopped on their way, too. */
export function styleOf(request: FastifyRequest): Style {
  return request.pmpStyle ?? chooseStyle(request, presentedToken(request, rawQuery(request)))
}

/** AUTHTOKEN in the query of the REST API asks for the answers of 2014. */
export function chooseStyle(request: FastifyRequest, token: PresentedToken | undefined): Style {
  const { url, workspace } = request
  const styles = stylesOf(workspace.settings(pmpSettings))
  if (url.startsWith(REST_ROOT)) return token?.way === 'query' ? styles.restByQuery : styles.rest
  if (url.startsWith(PKI_ROOT)) return styles.pki
  return url.startsWith(INTERACTIVE_ROOT) ? styles.interactive : styles.rest
}

type Styles = Readonly<Record<'rest' | 'restByQuery' | 'pki' | 'interactive', Style>>

const known = new WeakMap<PmpSettings, Styles>()

function stylesOf(settings: PmpSettings): Styles {
  let styles = known.get(settings)
  if (!styles) {
    const { edition, queryEdition, interactiveEdition } = settings
    styles = {
      rest: styleIn('operation', settings, edition),
      restByQuery: styleIn('operation', settings, queryEdition),
      pki: styleIn('pki', settings, edition),
      interactive: styleIn('operation', settings, interactiveEdition),
    }
    known.set(settings, styles)
  }
  return styles
}
