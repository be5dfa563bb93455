/** What an operation of the toy box is given. Nothing of it is HTTP. */
import type { Params } from '../../../src/kernel/http/path-table.ts'
import type { Opened } from '../../../src/kernel/store/table.ts'
import type { Declaration } from '../../../src/kernel/surface/operation.ts'
import type { ToyErrorCode } from './errors.ts'
import type { toySlice } from './state.ts'

export interface ToyCall {
  readonly toys: Opened<typeof toySlice>['toys']
  /** Prefix of links, such as `/w/team`. */
  readonly mount: string
  now(): number
  update(work: () => void): void
}

export interface ToyInput {
  readonly params: Params
  readonly body: unknown
}

export interface ToyOperation extends Declaration<ToyErrorCode> {
  /** Does it. @throws ToyError when it is refused */
  run(call: ToyCall, input: ToyInput): unknown
}

export const operation = (declared: ToyOperation): ToyOperation => declared
