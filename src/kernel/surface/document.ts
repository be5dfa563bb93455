/** How a surface's operations look over the wire: what its OpenAPI document needs beyond their declarations. */
import type { Deferred } from '../schema.ts'
import type { Declaration, ServedOperation } from './operation.ts'

/** A schema as a document holds it: JSON Schema by hand, or a zod schema that is turned into it. */
export type DocumentSchema = Deferred | Readonly<Record<string, unknown>>

/** A body, by media type. */
export type Content = Readonly<Record<string, DocumentSchema>>

/** An example with what is to be said of it, or where the document has it: `{ $ref: '#/components/examples/unknown' }`. */
export type DocumentExample =
  { readonly summary?: string; readonly value: unknown } | { readonly $ref: string }

/** By media type, then by name; they stand in place of what tests have seen. */
export type ExampleObjects = Readonly<Record<string, Readonly<Record<string, DocumentExample>>>>

export interface DocumentParameter {
  /** Its name among the document's components, where many operations take it. */
  readonly id?: string
  readonly name: string
  readonly in: 'query' | 'header' | 'cookie'
  readonly description?: string
  readonly required?: boolean
  readonly schema: DocumentSchema
  /** How the value is written, where it is more than plain text: `schema` then tells what that text holds. */
  readonly mediaType?: string
  readonly examples?: Readonly<Record<string, DocumentExample>>
}

export interface DocumentBody {
  readonly description?: string
  readonly required?: boolean
  readonly content: Content
  /** By media type, then by part: how a part of a form is written. */
  readonly encoding?: Readonly<Record<string, Readonly<Record<string, object>>>>
  readonly exampleObjects?: ExampleObjects
}

/** What the specification has no word for, such as the versions that know a thing. */
export type Extensions = Readonly<Record<`x-${string}`, unknown>>

/** A header of an answer, or where it is told: `{ $ref: '#/components/headers/Allow' }`. */
export type DocumentHeader =
  { readonly description: string; readonly schema: object } | { readonly $ref: string }

export interface DocumentAnswer {
  readonly status: number
  /** Its name among the document's components, where many operations give it; two of one name are the same. */
  readonly id?: string
  readonly description: string
  readonly headers?: Readonly<Record<string, DocumentHeader>>
  /** None: the answer has no body. */
  readonly content?: Content
  /** Examples by name; where the product refuses by several codes with one status, each has one. */
  readonly examples?: Readonly<Record<string, unknown>>
  readonly exampleObjects?: ExampleObjects
  readonly extensions?: Extensions
}

/** An exchange that some test has seen. */
export interface SeenExchange {
  /** Where it is documented; without it, it was answered by the built-in world. */
  readonly documented?: string
  /** The version whose answer it is, where that is not the default one, or settings that a test has changed. */
  readonly settings?: string
  readonly request: {
    readonly contentType?: string
    /** What followed the `?`, still encoded. */
    readonly query?: string
    readonly body?: unknown
  }
  readonly answer: { readonly contentType?: string; readonly body?: unknown }
}

/** Where an operation is asked for, and what was seen of it. */
export interface Place {
  readonly method: string
  readonly path: string
  /** The exchange that is kept of an operation, by its id. */
  seen(id: string): SeenExchange | undefined
}

/** Where a product answers. */
export interface DocumentServer {
  readonly url: string
  readonly description: string
  /** What stands in braces in the address. */
  readonly variables?: Readonly<Record<string, object>>
}

/** An alternative: the schemes that are needed together. Empty: nobody is asked. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>

export interface SurfaceDocument<Of extends Declaration = Declaration> {
  readonly title: string
  readonly description: string
  readonly securitySchemes: Readonly<Record<string, object>>
  /** Chapters in the order of the vendor's guide, with what they are about. */
  readonly chapters: Readonly<Record<string, string>>
  /** Where operations are served, in place of what the surface lists. */
  readonly served?: readonly ServedOperation<Of>[]
  /** Headers that answers refer to, by name. */
  readonly headers?: Readonly<Record<string, object>>
  /** Examples that answers refer to, by name. */
  readonly examples?: Readonly<Record<string, DocumentExample>>
  /** Where it answers; where the document was read from, if nothing is said. */
  readonly servers?: readonly DocumentServer[]
  /** What most operations ask for, told once; one that asks for this very list does not repeat it. */
  readonly security?: readonly SecurityRequirement[]
  chapterOf(operation: Of): string
  /** A name for functions of clients, where the operation's id does not give a good one. */
  operationIdOf?(operation: Of, place: Place): string | undefined
  /** What is to be said of an operation besides its summary and source. */
  noteOf?(operation: Of): string | undefined
  extensionsOf?(operation: Of): Extensions
  securityOf(operation: Of): readonly SecurityRequirement[]
  /** Parameters that every such operation takes besides its own. */
  parametersOf?(operation: Of, place: Place): readonly DocumentParameter[]
  bodyOf(operation: Of, place: Place): DocumentBody | undefined
  answersOf(operation: Of, place: Place): readonly DocumentAnswer[]
}
