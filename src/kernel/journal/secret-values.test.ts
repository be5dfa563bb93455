import { describe, expect, it } from 'vitest'
import { SecretValues } from './secret-values.ts'

describe('secrets by value', () => {
  const secrets = new SecretValues(['S3cret/pass word', 'abcd', 'abcdefgh-1', 'password', 'né"<&x'])

  it.each([
    ['S3cret/pass word', '***'],
    ['xS3cret/pass wordy', 'x***y'],
    ['/a/S3cret%2Fpass%20word?b=S3cret%2fpass+word', '/a/***?b=***'],
    ['%53%33cret%2Fpass%20word.', '***.'],
    ['{"a":"n\u00e9\\"<&x"}', '{"a":"***"}'],
    ['<a>n\u00e9&quot;&lt;&amp;x</a>', '<a>***</a>'],
    ['abcd, abcde, xabcd, abcd_', '***, abcde, xabcd, abcd_'],
    ['abcdefgh-12', '***2'],
    ['passwords, password', 'passwords, ***'],
    ['100%, %zz, %', '100%, %zz, %'],
    ['', ''],
  ])('hide %j', (text, hidden) => {
    expect(secrets.hide(text)).toBe(hidden)
  })

  it('are none where they are shorter than four signs', () => {
    const short = new SecretValues(['a', 'abc', ''])
    expect([short.size, short.hide('a abc')]).toEqual([0, 'a abc'])
  })

  it('take one pass over a text, however many there are', () => {
    const many = new SecretValues(Array.from({ length: 100_000 }, (_, number) => `fake-secret-${number}`))
    expect(many.hide('x fake-secret-99999 y fake-secret-7 z fake-secret-')).toBe('x *** y *** z fake-secret-')
    expect(many.hide('fake-'.repeat(200_000))).toHaveLength(1_000_000)
  })
})
