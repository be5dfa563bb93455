import { expect, it } from 'vitest'
import { XTAM_ERROR_CODES } from './errors.ts'

it('the errors of XTAM are these: adding or losing one is a choice', () => {
  expect([...XTAM_ERROR_CODES].toSorted()).toEqual([
    'approval-missing',
    'bad-request',
    'denied',
    'flow-malformed',
    'hidden',
    'internal',
    'invalid-input',
    'malformed-id',
    'method-not-allowed',
    'not-acceptable',
    'ticket-refused',
    'too-large',
    'unauthenticated',
    'unknown-object',
    'unknown-path',
    'unmapped-path',
    'unsupported-media-type',
    'wrong-kind',
    'xsrf-refused',
  ])
})
