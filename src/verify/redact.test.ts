/** What is taken out of a text, and what is let stand. */
import { expect, it } from 'vitest'
import { Redactor } from './redact.ts'

it('takes values out, also as parts of words, but for words of the product', () => {
  const redactor = new Redactor(
    [
      ['service', 'data'],
      ['pa55/word', 'password'],
    ],
    new Set(['serviceResponse', 'service']),
  )
  expect(redactor.text('cas:serviceResponse of service')).toBe('cas:serviceResponse of <data>')
  expect(redactor.text('prodservice, service7, my-service')).toBe('prod<data>, <data>7, my-<data>')
  expect(redactor.text('?p=pa55%2Fword&serviceResponse=xpa55/wordx')).toBe(
    '?p=<password>&serviceResponse=x<password>x',
  )
  expect(redactor.touches('serviceResponse')).toBe(false)
})
