/** What came with a request, for its operation: read when it is asked for. */
import type { FastifyRequest } from 'fastify'
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
    return (this.#form ??= formFields(bodyText(this.#request)))
  }

  #parameter(name: string): string | undefined {
    return parameter(this.query, name) ?? (this.#hasForm ? this.form()[name] : undefined)
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
