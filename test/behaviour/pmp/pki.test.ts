import { describe, expect, it } from 'vitest'
import { startPmp, tokens, type PmpClient } from './client.ts'

const ROOT = '/api/pki/restapi'

async function ask(
  { raw }: PmpClient,
  method: 'GET' | 'POST',
  name: string,
  details?: Record<string, unknown>,
  token: string = tokens.operations,
) {
  const input = details
    ? `&INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details: details } }))}`
    : ''
  return raw({ method, url: `${ROOT}/${name}?AUTHTOKEN=${token}${input}` })
}

const BOUNDARY = 'xx--boundary--xx'

function upload(
  name: string,
  fileName: string,
  content: string,
  input?: string,
): { headers: Record<string, string>; payload: string } {
  const parts = [
    `Content-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n${content}`,
  ]
  if (input !== undefined) parts.push(`Content-Disposition: form-data; name="INPUT_DATA"\r\n\r\n${input}`)
  return {
    headers: { authtoken: tokens.operations, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: `${parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join('')}--${BOUNDARY}--\r\n`,
  }
}

describe('The PKI API', () => {
  it('answers without an operation around it', async () => {
    const client = await startPmp()
    const answer = await ask(client, 'GET', 'getCertificatePassphrase', { common_name: 'www.pmp.example' })
    expect(answer.body).toBe(
      '{"result":{"message":"Private key passphrase of certificate www.pmp.example is fake-passphrase","status":"Success"},"name":"getCertificatePassphrase"}',
    )
    const unknown = await ask(client, 'GET', 'getAllSSLCertificates', undefined, 'nobody')
    expect(unknown.body).toBe(
      '{"result":{"message":"API key received is not associated to any user. Authentication failed.","status":"Failed"},"name":"Authentication"}',
    )
  })

  it('keeps secrets without a name of their own out of the journal', async () => {
    const client = await startPmp()
    for (const [name, details] of [
      ['getCertificatePassphrase', {}],
      ['getCertificate', { fileType: 'KEY' }],
      ['getCertificateKeyStore', {}],
    ] as const) {
      await ask(client, 'GET', name, { common_name: 'www.pmp.example', ...details })
      const [entry] = client.workspace.journal.list({ limit: 1 }).entries
      expect(entry!.response.body, name).toBe('***')
    }
  })

  it('lists certificates under the names that two families of clients read', async () => {
    const client = await startPmp()
    const all = (await ask(client, 'GET', 'getAllSSLCertificates')).json()
    expect(all.SSLCertificates).toEqual(all.details)
    expect(all.details.map((one: any) => [one['Common Name'], one.ExpiryDate])).toEqual([
      ['www.pmp.example', 'Jan 19, 2038'],
      ['old.pmp.example', 'Feb 2, 2020'],
    ])
    const soon = (await ask(client, 'GET', 'getAllSSLCertificates', { withExpiryDaysLessThan: '30' })).json()
    expect(soon.details).toHaveLength(1)
    const details = await ask(client, 'GET', 'getCertificateDetails', {
      common_name: 'www.pmp.example',
      serial_number: '0fake0000000001',
    })
    expect(details.json()['1'].serialNumber).toBe('0fake0000000001')
  })

  it('hands out files as they are', async () => {
    const client = await startPmp()
    const certificate = await ask(client, 'GET', 'getCertificate', {
      common_name: 'www.pmp.example',
      fileType: 'CER',
    })
    expect(certificate.headers['content-type']).toBe('application/octet-stream')
    expect(certificate.body).toMatch(/^-----BEGIN CERTIFICATE-----\n/)
    const key = await ask(client, 'GET', 'getCertificate', {
      common_name: 'www.pmp.example',
      fileType: 'KEY',
    })
    expect(key.body).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(
      (await ask(client, 'GET', 'getCertificateKeyStore', { common_name: 'www.pmp.example' })).body,
    ).toContain('FAKE KEYSTORE')
    expect((await ask(client, 'POST', 'exportSSHKey', { keyName: 'deploy-key' })).body).toBe(
      'FAKE PRIVATE KEY deploy-key\n',
    )
  })

  it('creates a certificate, which then has a passphrase and additional fields', async () => {
    const client = await startPmp()
    const made = (
      await ask(client, 'POST', 'createCertificate', {
        CNAME: 'new.pmp.example',
        PASSWORD: 'fake-secret',
        VALIDITY: '2',
        VALIDITY_TYPE: 'days',
        ALG: 'RSA',
      })
    ).json()
    expect(made.details.SSL_RESOURCEID).toBe('3')
    expect(
      (await ask(client, 'GET', 'getCertificatePassphrase', { common_name: 'new.pmp.example' })).body,
    ).toContain(' fake-secret"')
    const fields = [{ ADDITIONALFIELDNAME: 'Team', ADDITIONALFIELDVALUE: 'Web' }]
    const changed = (
      await ask(client, 'POST', 'updateSSLAdditionalFields', {
        common_name: 'new.pmp.example',
        sslAdditionalFieldData: fields,
      })
    ).json()
    expect(changed.details).toEqual({ Team: 'Web' })
    const shown = (
      await ask(client, 'GET', 'getCertificateDetails', { common_name: 'new.pmp.example' })
    ).json()
    expect(shown['3'].Team).toBe('Web')
    expect(
      (
        await ask(client, 'POST', 'createCertificate', { CNAME: 'x', PASSWORD: 'y', VALIDITY: '999999999' })
      ).json().result.status,
    ).toBe('Failed')
  })

  it('imports a signing request from an upload and signs it', async () => {
    const client = await startPmp()
    const imported = await client.raw({
      method: 'POST',
      url: `${ROOT}/importCSR`,
      ...upload(
        'CSR',
        'shop.pmp.example.csr',
        'CSR\r\ntext',
        '{operation:{Details:{Email:ops@pmp.example}}}',
      ),
    })
    expect(imported.json()).toEqual({
      result: { message: 'CSR shop.pmp.example imported successfully.', status: 'Success' },
      name: 'importCSR',
      CSR_ID: '1',
    })
    const malformed = await client.raw({
      method: 'POST',
      url: `${ROOT}/importCSR`,
      ...upload('CSR', 'x.csr', 'x', 'no object'),
    })
    expect(malformed.json().result.status).toBe('Failed')
    expect(client.lastRule()).toBe('pmp.input.malformed')
    const signed = (await ask(client, 'POST', 'signCSR', { CSR_ID: 1, signType: 'signWithRoot' })).json()
    expect(signed).toMatchObject({ commonName: 'shop.pmp.example', Certificate_ID: '3' })
    const added = await client.raw({
      method: 'POST',
      url: `${ROOT}/addCertificate?INPUT_DATA={operation:{Details:{fileType:CERTFILE}}}`,
      ...upload('File', 'added.pem', 'x'),
    })
    expect(added.json().result.status).toBe('Success')
  })

  it('refuses what is not there, without a file, or by who manages nothing', async () => {
    const client = await startPmp()
    const cases = [
      [
        'GET',
        'getCertificate',
        { common_name: 'none' },
        tokens.operations,
        'Certificate not found.',
        'certificate.not-found',
      ],
      ['GET', 'getCertificate', {}, tokens.operations, 'Mandatory field(s) missing', 'input.field-missing'],
      ['POST', 'signCSR', { CSR_ID: '9' }, tokens.operations, 'CSR not found.', 'csr.not-found'],
      ['POST', 'importCSR', {}, tokens.operations, 'Mandatory field(s) missing', 'input.field-missing'],
      [
        'POST',
        'getSSHKey',
        { keyName: 'none' },
        tokens.operations,
        'SSH key not found.',
        'ssh-key.not-found',
      ],
      [
        'GET',
        'getAllSSHKeys',
        undefined,
        tokens.guest,
        'You are not authorized to perform this operation',
        'role.not-allowed',
      ],
      [
        'POST',
        'getAllSSHKeys',
        undefined,
        tokens.operations,
        'Error when validating URL - Invalid URL for the requested operation.',
        'method.wrong',
      ],
    ] as const
    for (const [method, name, details, token, message, rule] of cases) {
      const { result } = (await ask(client, method, name, details, token)).json()
      expect(result, name).toEqual({ message, status: 'Failed' })
      expect(client.lastRule()).toBe(`pmp.${rule}`)
    }
  })

  it('lists SSH keys and their users', async () => {
    const client = await startPmp()
    const { SSHKeys, details } = (await ask(client, 'GET', 'getAllSSHKeys')).json()
    expect(Object.entries(SSHKeys[0])).toEqual([
      ['KeyName', 'deploy-key'],
      ['KeyType', 'ssh-ed25519'],
      ['KeyLength', '256'],
      ['FingerPrint', 'fa:ce:00:00:00:00:00:00:00:00:00:00:00:00:00:01'],
      ['isPassphraseAvailable', 'false'],
      ['CreatedBy', 'admin'],
      ['CreationTime', 'Jan 10, 2024 08:00 AM'],
    ])
    expect(details).toEqual(SSHKeys)
    expect(
      (await ask(client, 'GET', 'getSSHkeysforuser', { userName: 'deploy', resourceName: 'web1' })).json()
        .SSHKeys,
    ).toHaveLength(1)
    expect(
      (await ask(client, 'GET', 'getSSHkeysforuser', { userName: 'root', resourceName: 'web1' })).json()
        .SSHKeys,
    ).toHaveLength(0)
    expect((await ask(client, 'POST', 'getSSHKey', { keyName: 'deploy-key' })).json().details.KeyName).toBe(
      'deploy-key',
    )
    expect((await ask(client, 'GET', 'getAllAssociatedUsers')).json().details).toEqual([
      { userName: 'deploy', resourceName: 'web1' },
    ])
  })
})
