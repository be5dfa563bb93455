import { expect, it } from 'vitest'
import { anyType, restType } from './negotiation.ts'

/** As Apereo CAS 6.6.12 answered. */
it.each([
  ['', 'application/x-www-form-urlencoded'],
  ['*/*', 'application/x-www-form-urlencoded'],
  ['text/*', 'text/html'],
  ['text/plain', 'text/plain'],
  ['text/plain;q=0.5,application/json', 'application/json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ['application/xml', undefined],
  ['image/png', undefined],
])('the REST functions of CAS 6 answer %j with %s', (accept, type) => {
  expect(restType(accept)).toBe(type)
})

/** As Apereo CAS 5.2.6 answered; nothing stands for a type of its own. */
it.each([
  ['', undefined],
  ['*/*', undefined],
  ['text/*', 'text/plain'],
  ['application/xml', 'application/xml'],
  ['image/png', 'image/png'],
  ['text/plain;q=0.5,application/json', 'application/json'],
])('the others answer %j with %s', (accept, type) => {
  expect(anyType(accept)).toBe(type)
})
