import { describe, expect, it } from 'vitest'
import { partText, readMultipart } from './multipart.ts'

const TYPE = 'multipart/form-data; boundary="b 1"'

function body(...parts: string[]): Buffer {
  return Buffer.from(`${parts.map((part) => `--b 1\r\n${part}\r\n`).join('')}--b 1--\r\n`, 'latin1')
}

const field = (name: string, content: string) =>
  `Content-Disposition: form-data; name="${name}"\r\n\r\n${content}`

describe('A multipart body', () => {
  it('falls into its parts, bytes and line breaks as they are', () => {
    const file =
      'Content-Disposition: form-data; name="CSR"; filename="a.csr"\r\nContent-Type: x/y\r\n\r\n\u0000\u00ff\r\n\r\nend'
    const parts = readMultipart(TYPE, body(file, field('INPUT_DATA', '{}')))
    expect(parts.map(({ name, fileName }) => [name, fileName])).toEqual([
      ['CSR', 'a.csr'],
      ['INPUT_DATA', undefined],
    ])
    expect(parts[0]?.content.toString('latin1')).toBe('\u0000\u00ff\r\n\r\nend')
    expect(partText(parts, 'INPUT_DATA')).toBe('{}')
    expect(partText(parts, 'Email')).toBeUndefined()
  })

  it('is taken apart no further than its thousandth part', () => {
    const parts = readMultipart(TYPE, body(...Array.from({ length: 1200 }, (_, at) => field(`p${at}`, 'x'))))
    expect([parts.length, parts.at(-1)?.name]).toEqual([1000, 'p999'])
  })

  it('may have an empty part, a name without quotes and a preamble', () => {
    const parts = readMultipart(
      'multipart/form-data;boundary=x',
      Buffer.from('before\r\n--x\r\ncontent-disposition: form-data; name=a\r\n\r\n\r\n--x--'),
    )
    expect(parts.map(({ name, content }) => [name, content.length])).toEqual([['a', 0]])
  })

  it.each([
    ['another type', 'text/json', body(field('a', '1')), 0],
    ['no boundary', 'multipart/form-data', body(field('a', '1')), 0],
    ['no type', undefined, body(field('a', '1')), 0],
    [
      'a body that breaks off',
      TYPE,
      Buffer.from(`--b 1\r\n${field('a', '1')}\r\n--b 1\r\n${field('b', '2')}`),
      1,
    ],
    ['a part without a name', TYPE, body('Content-Disposition: form-data\r\n\r\nx'), 0],
    ['a part without a head', TYPE, body('x'), 0],
    ['nothing', TYPE, Buffer.alloc(0), 0],
  ])('gives what there is of %s', (_, type, bytes, count) => {
    expect(readMultipart(type, bytes)).toHaveLength(count)
  })
})
