/** How a surface's operations look over the wire: what its OpenAPI document needs beyond their declarations. */
import type { Deferred } from '../schema.ts'
import type { Declaration, ServedOperation } from './operation.ts'

/** A schema as a document holds it: JSON Schema by hand, or a zod schema that is turned into it. */
export type DocumentSchema = Deferred | Readonly<Record<string, unknown>>

/** A body, by media type. */
export type Content = Readonly<Record<string, DocumentSchema>>

export interface DocumentParameter {
  readonly name: string
  readonly in: 'query' | 'header' | 'cookie'
  readonly description?: string
  readonly required?: boolean
  readonly schema: DocumentSchema
}

export interface DocumentBody {
  readonly description?: string
  readonly required?: boolean
  readonly content: Content
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
  readonly extensions?: Extensions
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
  /** What most operations ask for, told once; one that asks for this very list does not repeat it. */
  readonly security?: readonly SecurityRequirement[]
  chapterOf(operation: Of): string
  /** What is to be said of an operation besides its summary and source. */
  noteOf?(operation: Of): string | undefined
  extensionsOf?(operation: Of): Extensions
  securityOf(operation: Of): readonly SecurityRequirement[]
  /** Parameters that every such operation takes besides its own. */
  parametersOf?(operation: Of): readonly DocumentParameter[]
  bodyOf(operation: Of): DocumentBody | undefined
  answersOf(operation: Of): readonly DocumentAnswer[]
}
