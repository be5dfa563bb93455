/** What comes of a call, as plain data. The envelopes make bytes of it. */
import type { CasResponse } from './views/cas-response.ts'

/** A cookie of the sign-in module. */
export type CasCookie =
  | { readonly kind: 'granting'; readonly value: string }
  /** A person wants to be asked before going on to a service. */
  | { readonly kind: 'privacy' }
  | { readonly kind: 'over'; readonly name: 'TGC' | 'CASPRIVACY' }
  /** One that came and is good for nothing: CAS 6 takes it away from wherever it may lie. */
  | { readonly kind: 'stale'; readonly value: string }
  /** The session that Tomcat keeps for the module's pages; nothing is looked up by it. */
  | { readonly kind: 'page'; readonly value: string }
  /** Of the pages, where the module keeps it in a cookie. */
  | { readonly kind: 'language' }

/** What an answer of the sign-in module may have besides its body. */
export interface CasExtras {
  /** 200 unless something else is said. */
  readonly status?: number
  readonly location?: string
  readonly cookies?: readonly CasCookie[]
}

export type TextType = 'rest' | 'any' | 'none'

/** What sets a page apart: that it is for whoever leaves, or that it says no language. */
interface PageExtras {
  readonly isLeaving?: true
  readonly isBare?: true
}

/** How a response of the protocol is to be said. */
export interface ResponseForm {
  readonly isJson: boolean
  /** By the views of CAS 3, which are others. */
  readonly isOfCas3: boolean
  readonly status: number
}

export type Outcome =
  | { readonly kind: 'json'; readonly value: unknown }
  /** A view that is JSON already. */
  | { readonly kind: 'json-text'; readonly json: string }
  | { readonly kind: 'created'; readonly id: string | number; readonly json: string }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly type: string
      readonly bytes: string | Buffer
    }
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'redirect'; readonly location: string }
  /** Of the module: its URL goes out as it came in, and fields of its own may come with it. */
  | ({
      readonly kind: 'cas-redirect'
      readonly location: string
      readonly fields?: Readonly<Record<string, string>>
    } & CasExtras)
  | ({ readonly kind: 'cas-page'; readonly html: string } & PageExtras & CasExtras)
  | ({
      readonly kind: 'cas-text'
      readonly text: string
      /** What it may be sent as: one of a list in CAS 6, whatever the client takes, or nothing that is said. */
      readonly type?: TextType
      readonly isNotStored?: boolean
    } & CasExtras)
  | { readonly kind: 'cas-json'; readonly text: string; readonly status: number }
  | ({ readonly kind: 'cas-response'; readonly response: CasResponse } & ResponseForm)

/** A view, as JSON. */
export function json(value: unknown): Outcome {
  return { kind: 'json', value }
}

/** A view that is JSON already. */
export function jsonText(text: string): Outcome {
  return { kind: 'json-text', json: text }
}

/** What a function that creates an object answers: the object, as JSON, its id or nothing, by a knob. */
export function created(id: string | number, text: string): Outcome {
  return { kind: 'created', id, json: text }
}

export function redirect(location: string): Outcome {
  return { kind: 'redirect', location }
}

export function casRedirect(
  location: string,
  extras: CasExtras & { readonly fields?: Readonly<Record<string, string>> } = {},
): Outcome {
  return { kind: 'cas-redirect', location, ...extras }
}

export function casPage(html: string, extras: CasExtras & PageExtras = {}): Outcome {
  return { kind: 'cas-page', html, ...extras }
}

export function casText(
  text: string,
  extras: CasExtras & { readonly type?: TextType; readonly isNotStored?: boolean } = {},
): Outcome {
  return { kind: 'cas-text', text, ...extras }
}

export function casResponse(response: CasResponse, form: ResponseForm): Outcome {
  return { kind: 'cas-response', response, ...form }
}
