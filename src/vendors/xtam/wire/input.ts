/** What came with a request, for its operation: read when it is asked for. */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Params } from '../../../kernel/http/path-table.ts'
import type { Input, XtamOperation } from '../operation.ts'
import { readJson } from '../schemas/json.ts'
import { parameter, type Query } from '../schemas/paging.ts'
import { bodyText, formFields } from './forms.ts'
import { FORM, mediaTypeOf } from './media-types.ts'
import { uploadedText } from './multipart.ts'

export class RequestInput implements Input {
  readonly params: Params
  readonly #request: FastifyRequest
  readonly #operation: XtamOperation
  #form: Readonly<Record<string, string>> | undefined

  constructor(request: FastifyRequest, operation: XtamOperation, params: Params) {
    this.params = params
    this.#request = request
    this.#operation = operation
  }

  get query(): Query {
    return this.#request.query as Query
  }

  get hasBody(): boolean {
    return bodyText(this.#request) !== ''
  }

  value(name: string): string {
    return (parameter(this.query, name) ?? '').trim()
  }

  parameter(name: string): string {
    return this.#parameter(name) ?? ''
  }

  has(name: string): boolean {
    return this.#parameter(name) !== undefined
  }

  json(source: string = this.#operation.source): unknown {
    return readJson(bodyText(this.#request), this.#operation.body!(), source)
  }

  form(): Readonly<Record<string, string>> {
    return (this.#form ??= formFields(bodyText(this.#request), fieldsOf(this.#operation)))
  }

  #parameter(name: string): string | undefined {
    return parameter(this.query, name) ?? (this.#hasForm ? this.#field(name) : undefined)
  }

  #field(name: string): string | undefined {
    if (fieldsOf(this.#operation).has(name)) return this.form()[name]
    // Declared for the query alone, and yet a servlet looks into the form.
    return formFields(bodyText(this.#request), new Set([name]))[name]
  }

  /** Tomcat reads parameters from the body of a POST of that type alone. */
  get #hasForm(): boolean {
    const { method, headers } = this.#request
    return method === 'POST' && mediaTypeOf(headers['content-type']) === FORM
  }

  file(): string {
    return uploadedText(this.#request.headers['content-type'], bodyText(this.#request))
  }
}

const NONE: ReadonlySet<string> = new Set()
const fields = new WeakMap<XtamOperation, ReadonlySet<string>>()

/** The fields of an operation's form. */
function fieldsOf(operation: XtamOperation): ReadonlySet<string> {
  let names = fields.get(operation)
  if (!names) {
    const body = operation.body?.()
    names = body instanceof z.ZodObject ? new Set(Object.keys(body.shape)) : NONE
    fields.set(operation, names)
  }
  return names
}
