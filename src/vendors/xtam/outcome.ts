/** What comes of a call, as plain data. The envelopes make bytes of it. */
import type { CasResponse } from './views/cas-response.ts'

/** A cookie of the sign-in module. */
export type CasCookie =
  | { readonly kind: 'granting'; readonly value: string }
  | { readonly kind: 'no-granting' }
  /** The session that Tomcat keeps for the module's pages; nothing is looked up by it. */
  | { readonly kind: 'page'; readonly value: string }

/** What an answer of the sign-in module may have besides its body. */
export interface CasExtras {
  /** 200 unless something else is said. */
  readonly status?: number
  readonly location?: string
  readonly cookie?: CasCookie | undefined
}

export type Outcome =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'created'; readonly view: { readonly id: string | number } }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly type: string
      readonly bytes: string | Buffer
    }
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'redirect'; readonly location: string; readonly cookie?: CasCookie | undefined }
  | ({ readonly kind: 'cas-page'; readonly html: string } & CasExtras)
  | ({ readonly kind: 'cas-text'; readonly text: string } & CasExtras)
  | ({ readonly kind: 'cas-json'; readonly value: object } & CasExtras)
  | { readonly kind: 'cas-response'; readonly response: CasResponse; readonly isJson: boolean }

/** A view, as JSON. */
export function json(value: unknown): Outcome {
  return { kind: 'json', value }
}

/** What a function that creates an object answers: the object, its id or nothing, by a knob. */
export function created(view: { readonly id: string | number }): Outcome {
  return { kind: 'created', view }
}

export function redirect(location: string, cookie?: CasCookie): Outcome {
  return { kind: 'redirect', location, cookie }
}

export function casPage(html: string, extras: CasExtras = {}): Outcome {
  return { kind: 'cas-page', html, ...extras }
}

export function casText(text: string, extras: CasExtras = {}): Outcome {
  return { kind: 'cas-text', text, ...extras }
}

/** @param format - `JSON`, in whatever case; XML otherwise */
export function casResponse(response: CasResponse, format: string): Outcome {
  return { kind: 'cas-response', response, isJson: format.toUpperCase() === 'JSON' }
}
