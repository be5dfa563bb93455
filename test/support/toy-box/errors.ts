/** What a toy box refuses: codes, never statuses. */
import { DomainError } from '../../../src/kernel/errors.ts'

export type ToyErrorCode = 'path.unknown' | 'toy.unknown'

export class ToyError extends DomainError<ToyErrorCode> {}
