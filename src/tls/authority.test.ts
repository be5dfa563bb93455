import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../kernel/world/clock.ts'
import { createAuthority, serverNames, type Authority, type Credentials } from './authority.ts'

const now = systemClock.now()
const hasOpenssl = spawnSync('openssl', ['version']).status === 0

let authority: Authority
let server: Credentials
let client: Credentials

beforeAll(async () => {
  authority = await createAuthority({ now })
  server = await authority.issue({ commonName: 'localhost', names: serverNames(), usage: 'server', now })
  client = await authority.issue({ commonName: 'alex', usage: 'client', now })
})

test('the authority is one, and signed itself', () => {
  const root = new X509Certificate(authority.certificate)
  expect(root.ca).toBe(true)
  expect(root.verify(root.publicKey)).toBe(true)
})

test('a certificate is signed by its authority and covers its names', () => {
  const root = new X509Certificate(authority.certificate)
  const leaf = new X509Certificate(server.certificate)
  expect(leaf.ca).toBe(false)
  expect(leaf.checkIssued(root)).toBe(true)
  expect(leaf.verify(root.publicKey)).toBe(true)
  expect(leaf.checkHost('localhost')).toBe('localhost')
  expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(leaf.checkIP('::1')).toBe('::1')
  expect(server.chain).toBe(server.certificate + authority.certificate)
})

test('without names a server is known by its common name, and a client by none', async () => {
  const named = await authority.issue({ commonName: 'bench', usage: 'server', now })
  expect(new X509Certificate(named.certificate).subjectAltName).toBe('DNS:bench')
  expect(new X509Certificate(client.certificate).subjectAltName).toBeUndefined()
})

test('serial numbers differ', async () => {
  const again = await authority.issue({ commonName: 'alex', usage: 'client', now })
  const serials = [authority.certificate, server.certificate, client.certificate, again.certificate].map(
    (pem) => new X509Certificate(pem).serialNumber,
  )
  expect(new Set(serials).size).toBe(4)
})

test('dates follow the given moment, on either side of 2050 where their encoding changes', async () => {
  for (const moment of ['2001-02-03T04:05:06.789Z', '2061-02-03T04:05:06.789Z']) {
    const then = Date.parse(moment)
    const authority = await createAuthority({ now: then })
    const issued = await authority.issue({ commonName: 'a', usage: 'client', now: then, days: 30 })
    const { validFrom, validTo } = new X509Certificate(issued.certificate)
    expect(Date.parse(validFrom)).toBe(Date.parse(moment.replace('.789', '')) - 86_400_000)
    expect(Date.parse(validTo)).toBe(Date.parse(moment.replace('.789', '')) + 30 * 86_400_000)
  }
})

test.each(['Smith, "J" + x=y\\ #1;<>', '#00', 'é 名', 'CN=a, O=b'])('%s is a common name', async (name) => {
  const issued = await authority.issue({ commonName: name, usage: 'client', now })
  expect(new X509Certificate(issued.certificate).toLegacyObject().subject).toEqual({ CN: name })
})

describe('server names', () => {
  test('are those of this machine and what is added, each once', () => {
    const names = serverNames(['localhost', 'vault.test', '10.0.0.7'])
    expect(names).toEqual(
      expect.arrayContaining(['localhost', '127.0.0.1', '::1', 'pam-mock', 'vault.test', '10.0.0.7']),
    )
    expect(names).toContain(hostname().toLowerCase())
    expect(names.filter((name) => name === 'localhost')).toHaveLength(1)
  })

  test('are spelt as certificates spell them', async () => {
    const names = ['Bücher.Example.', 'fe80::1%eth0', '::FFFF:1.2.3.4', 'not a name', '']
    expect(serverNames(names)).toEqual(
      expect.arrayContaining(['xn--bcher-kva.example', 'fe80::1', '::ffff:102:304']),
    )
    const issued = await authority.issue({ commonName: 'a', names, usage: 'server', now })
    expect(new X509Certificate(issued.certificate).checkIP('::ffff:1.2.3.4')).toBeDefined()
    expect(new X509Certificate(issued.certificate).subjectAltName?.split(', ')).toHaveLength(3)
  })
})

test.runIf(hasOpenssl)('a strict verifier accepts what is issued, for its own usage only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = (name: string, pem: string): string => {
    writeFileSync(join(folder, name), pem)
    return join(folder, name)
  }
  const root = file('ca.pem', authority.certificate)
  const verify = (purpose: string, { certificate }: Credentials): string => {
    const options = ['-x509_strict', '-check_ss_sig', '-purpose', purpose, '-CAfile', root]
    const result = spawnSync('openssl', ['verify', ...options, file('leaf.pem', certificate)])
    return result.status === 0 ? 'OK' : String(result.stderr)
  }
  expect(verify('sslserver', server)).toBe('OK')
  expect(verify('sslclient', client)).toBe('OK')
  expect(verify('sslclient', server)).toContain('unsuitable certificate purpose')
  expect(verify('sslserver', client)).toContain('unsuitable certificate purpose')
})

test('both ends of a mutual TLS connection accept the other', async () => {
  const listening = createServer({
    cert: server.chain,
    key: server.key,
    ca: authority.certificate,
    requestCert: true,
    rejectUnauthorized: true,
  })
  onTestFinished(() => void listening.close())
  await once(listening.listen(0, '127.0.0.1'), 'listening')
  const trust = { ca: authority.certificate, cert: client.chain, key: client.key }
  const socket = connect({ host: 'localhost', port: (listening.address() as AddressInfo).port, ...trust })
  onTestFinished(() => void socket.destroy())
  const [accepted] = (await once(listening, 'secureConnection')) as [TLSSocket]
  expect(accepted.authorized).toBe(true)
  expect(accepted.getPeerCertificate().subject.CN).toBe('alex')
  expect(socket.authorized).toBe(true)
})
