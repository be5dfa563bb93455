/** What is different at every run is taken out, and nothing else. */
import { describe, expect, it } from 'vitest'
import { Aligner } from './align.ts'

const ORIGINS = { '127.0.0.1:9052': '<cas>', '127.0.0.1:4711': '<services>' }

describe('aligning an answer', () => {
  it('names ids by their kind, in the order in which they come up, throughout a probe', () => {
    const aligner = new Aligner(ORIGINS)
    expect(aligner.text('TGT-7-aB_c-host.one ST-1-x ST-2-y')).toBe('<TGT 1> <ST 1> <ST 2>')
    expect(aligner.text("Ticket 'ST-2-y' not recognized, PGTIOU-1-z")).toBe(
      "Ticket '<ST 2>' not recognized, <PGTIOU 1>",
    )
  })

  it('tells which side it is, plain or percent-encoded, and leaves other hosts', () => {
    const aligner = new Aligner(ORIGINS)
    expect(aligner.text('http://127.0.0.1:9052/cas http%3A%2F%2F127.0.0.1%3A4711 http://app.test:80/')).toBe(
      'http://<cas>/cas http%3A%2F%2F<services> http://app.test:80/',
    )
  })

  it('keeps the zone of a time', () => {
    const aligner = new Aligner(ORIGINS)
    expect(aligner.text('2026-11-29T10:16:06.074001905Z[Etc/UTC] 2026-11-29T10:16:06Z')).toBe(
      '<timeZ>[Etc/UTC] <timeZ>',
    )
    expect(aligner.text('1795947280169 1795948694.269898447 1795948694')).toBe(
      '<milliseconds> <seconds> <seconds>',
    )
  })

  it('takes out what Java calls an object', () => {
    expect(new Aligner(ORIGINS).text('executing org.apereo.cas.SendAction@6bc3597d in')).toBe(
      'executing org.apereo.cas.SendAction@<hash> in',
    )
  })
})
