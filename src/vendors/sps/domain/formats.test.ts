import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../tls/certificate.ts'
import { formatFaults } from './format-places.ts'
import { FORMATS, type Format } from './formats.ts'

const made = () => makeCertificate({ commonName: 'made-up', now: 0, days: 1, extensions: [] })
const { certificate, key } = made()
const RSA = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
const ENCRYPTED = { cipher: 'aes-128-cbc', passphrase: 'made-up' }

const openSsh = (kind: string): string => {
  const name = Buffer.from(kind)
  return Buffer.concat([Buffer.of(0, 0, 0, name.length), name, Buffer.alloc(36)]).toString('base64')
}

const CASES: Readonly<Record<Format, { readonly good: readonly string[]; readonly bad: readonly string[] }>> =
  {
    address: {
      good: ['10.0.0.1', '::1', 'fe80::1'],
      bad: ['', '10.0.0.300', '10.0.0.1/24', 'sps.example.com'],
    },
    network: {
      good: ['0.0.0.0/0', '10.0.0.0/32', '10.0.0.1', '2001:db8::/128'],
      bad: ['10.0.0.0/33', '2001:db8::/129', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/255.0.0.0', 'any'],
    },
    interface: { good: ['10.0.0.5/24', '::1/128'], bad: ['10.0.0.5', '10.0.0.5/33', '/24', ''] },
    hostName: {
      good: ['sps', 'sps.example.com', 'SPS-1.example.com.', '_ldap.example.com', 'a'.repeat(63)],
      bad: [
        '',
        '-sps',
        'sps-',
        'a..b',
        'two words',
        'http://sps',
        `${'a'.repeat(64)}.com`,
        'a.'.repeat(127) + 'a',
      ],
    },
    domainName: { good: ['', 'example.com'], bad: ['a b', 'example..com'] },
    host: { good: ['10.0.0.1', '::1', 'sps.example.com'], bad: ['', '10.0.0.1:22', 'sps example'] },
    domain: { good: ['example.com', '*.example.com', 'web?.example.com'], bad: ['', 'example..com', 'a b'] },
    port: { good: ['1', '22', '65535'], bad: ['0', '65536', '-1', '2.5', 'ssh', ''] },
    timeOfDay: {
      good: ['0:00', '08:00', '8:00', '23:59'],
      bad: ['24:00', '8', '8:60', '8:0', '8:00:00', 'noon'],
    },
    timeZone: {
      good: ['Europe/Budapest', 'America/Denver', 'UTC'],
      bad: ['', 'Mars/Phobos', '+01:00', 'now'],
    },
    url: {
      good: ['http://tsa.example.com/', 'https://10.0.0.1:8443/crl?x=1', 'ldap://dc1.example.com/cn=crl'],
      bad: ['', 'tsa.example.com', 'http://', 'http:///crl', 'javascript:alert(1)', 'http://a b/'],
    },
    oid: { good: ['1.2.840.113549', '2.3.5.3.1.5.32.322.32'], bad: ['', '1', '3.1', '1.', '1.02', '1.a'] },
    mailAddress: { good: ['admin@example.com', 'a@x'], bad: ['', 'admin', '@x', 'a@', 'a@b@c', 'a b@c'] },
    certificate: {
      good: [
        certificate,
        certificate.trim(),
        certificate + made().certificate,
        certificate.trim() + certificate,
      ],
      bad: [
        '',
        'made-up',
        key,
        '-----BEGIN CERTIFICATE-----\nbWFkZS11cA==\n-----END CERTIFICATE-----\n',
        certificate.replace('-----END CERTIFICATE-----', ''),
        `${certificate}and more`,
        certificate + key,
      ],
    },
    privateKey: {
      good: [
        key,
        RSA.export({ type: 'pkcs1', format: 'pem' }),
        RSA.export({ type: 'pkcs8', format: 'pem' }),
        `-----BEGIN OPENSSH PRIVATE KEY-----\n${Buffer.from('openssh-key-v1\0none').toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`,
      ].map(String),
      bad: [
        'made-up',
        certificate,
        key + key,
        RSA.export({ type: 'pkcs8', format: 'pem', ...ENCRYPTED }),
        RSA.export({ type: 'pkcs1', format: 'pem', ...ENCRYPTED }),
        '-----BEGIN RSA PRIVATE KEY-----\nbWFkZS11cA==\n-----END RSA PRIVATE KEY-----\n',
        '-----BEGIN OPENSSH PRIVATE KEY-----\nbWFkZS11cA==\n-----END OPENSSH PRIVATE KEY-----\n',
      ].map(String),
    },
    publicKey: {
      good: [`ssh-rsa ${openSsh('ssh-rsa')}`, `ssh-ed25519 ${openSsh('ssh-ed25519')} yoda@dagobah`],
      bad: ['', 'ssh-rsa', 'ssh-rsa bWFkZS11cA==', `ssh-rsa ${openSsh('ssh-dss')}`, openSsh('ssh-rsa')],
    },
  }

describe.each(Object.entries(CASES))('%s', (format, { good, bad }) => {
  it.each(good)('%j fits', (text) => expect(FORMATS[format as Format].fits(text)).toBe(true))
  it.each(bad)('%j does not', (text) => expect(FORMATS[format as Format].fits(text)).toBe(false))
})

describe('places', () => {
  it.each([
    ['network/dns', { primary: 'x', secondary: null }, ['primary']],
    ['ssh/connections', { network: { clients: ['10.0.0.0/8', 'x'] } }, ['network', 'clients', '1']],
    ['management/email', { smtp_server: { selection: 'ip', value: 'x' } }, ['smtp_server', 'value']],
    ['network/nics/nic2', nic({ '@order': ['7'], '7': '10.0.0.1' }), ['interfaces', 'a', 'addresses', '7']],
    ['datetime', { timezone: 'x' }, ['timezone']],
    ['datetime/timezone', 'x', []],
    ['rdp/domain_membership', { domain: 'a b', realm: 'example.com' }, ['domain']],
    ['rdp/domain_membership', { domain: 'example', realm: 'example..com' }, ['realm']],
    ['management/splunk_forwarder', { host: { selection: 'ip', value: 'x' } }, ['host', 'value']],
    ['datetime/ntp_servers', { primary: { selection: 'fqdn', value: 'a b' } }, ['primary', 'value']],
    ['policies/indexing', { made: { up: [{ port: 0 }] } }, ['made', 'up', '0', 'port']],
  ])('%s %j: the fault is at %j', (path, body, at) => {
    expect(Array.from(formatFaults(path, body), (fault) => fault.at)).toEqual([at])
  })

  it.each([
    ['of another choice', 'management/email', { smtp_server: { selection: 'made-up', value: 'x y' } }],
    ['of the same name elsewhere', 'policies/analytics', { primary: 'x y', clients: ['x y'], Mon: 'x y' }],
    ['that is a reference', 'x509', { private_key: { $ref: 'private_keys/1' } }],
    ['that is unset', 'network/dns', { primary: null, secondary: null }],
  ])('a value %s is not looked at', (_what, path, body) => {
    expect([...formatFaults(path, body)]).toEqual([])
  })
})

function nic(addresses: object): object {
  return { interfaces: { '@order': ['a'], a: { addresses } } }
}
