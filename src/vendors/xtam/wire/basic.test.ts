import { expect, it } from 'vitest'
import { basicCredentials } from './basic.ts'

const encode = (text: string, encoding: BufferEncoding = 'utf8'): string =>
  `Basic ${Buffer.from(text, encoding).toString('base64')}`

it.each([
  [encode('jo:pass'), 'jo', 'pass'],
  [`  bAsIc \t${encode('jo:pass').slice(6)} `, 'jo', 'pass'],
  [encode('jo:a:b'), 'jo', 'a:b'],
  [encode(':'), '', ''],
  [encode('jö:pässword'), 'jö', 'pässword'],
  [encode('jö:pässword', 'latin1'), 'jö', 'pässword'],
])('%j is %s with %s', (header, login, password) => {
  expect(basicCredentials(header)).toMatchObject({ login, password })
})

it.each([
  undefined,
  '',
  'Basic',
  'Basic ',
  'Basic !!!',
  'Bearer abc',
  encode('no colon'),
  encode('a:b\u0001'),
  encode('a:b\n'),
  `${encode('a:b')}, ${encode('a:b')}`,
])('%j is none', (header) => {
  expect(basicCredentials(header)).toBeUndefined()
})
