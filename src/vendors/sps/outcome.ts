/** What an operation answers, before it is bytes. */

/** A cookie that lasts `maxAge` seconds from now on; 0 ends it. */
export interface Cookie {
  readonly name: string
  readonly value: string
  readonly maxAge: number
}

/** JSON: a value, whose members are sorted and whose references are expanded, or a text that is ready. */
export type JsonOutcome = ({ readonly value: object } | { readonly json: string }) & {
  /** 200 by default. */
  readonly status?: number
  /** Where a new object is, below the mount. */
  readonly location?: string
  /** In place of those that stand in the answer already. */
  readonly cookies?: readonly Cookie[]
}

/** Anything else, under a media type. */
export interface ContentOutcome {
  readonly content: string | Buffer
  readonly mediaType: string
  readonly fileName?: string
  /** Without `Content-Language`. */
  readonly isBare?: true
}

/** No body: the client is sent elsewhere. */
export interface SeeOther {
  readonly seeOther: string
}

export type Outcome = JsonOutcome | ContentOutcome | SeeOther
