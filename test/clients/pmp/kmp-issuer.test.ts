/** A client of C20, kmp-issuer in Go: a certificate request of Kubernetes is imported, signed and fetched. */
import { expect } from 'vitest'
import { tokens } from '../../behaviour/pmp/client.ts'
import { inputData, profiles, replayed, type Send } from './replay.ts'

const PKI = '/api/pki/restapi'
const headers = { AUTHTOKEN: tokens.operations }
const BOUNDARY = '7b41f25d9fcb4f9a8f0b'
const CSR = '-----BEGIN CERTIFICATE REQUEST-----\nRkFLRQ==\n-----END CERTIFICATE REQUEST-----\n'

/** It looks for the id of a request under each of these. */
const ID_NAMES = ['CSR_ID', 'csr_id', 'csrId', 'csrID', 'CSRID', 'id']

async function importRequest(client: Send): Promise<string> {
  const part = (name: string, text: string, more = ''): string =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`
  const file = '; filename="www.kube.example.csr"\r\nContent-Type: application/octet-stream'
  const body = `${part('CSR', CSR, file)}${part('INPUT_DATA', inputData({ Email: 'ops@kube.example' }))}--${BOUNDARY}--\r\n`
  const { json } = await client('POST', `${PKI}/importCSR`, {
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: Buffer.from(body),
  })
  expect(json.result.status).toBe('Success')
  const name = ID_NAMES.find((one) => json[one] !== undefined || json.details?.[one] !== undefined)
  expect(name).toBeDefined()
  return String(json[name!] ?? json.details[name!])
}

async function sign(client: Send, id: string) {
  const query = { INPUT_DATA: inputData({ signType: 'signWithRoot', CSR_ID: id, Validity: '365' }) }
  return (await client('POST', `${PKI}/signCSR`, { headers, query })).json
}

/** Every text of a JSON document that is PEM, in the order in which they stand. */
function pemsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.includes('-----BEGIN CERTIFICATE-----') ? [value] : []
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(pemsIn) : []
}

async function fetchSigned(client: Send) {
  const signed = await sign(client, await importRequest(client))
  const query = {
    INPUT_DATA: inputData({ common_name: signed.commonName, serial_number: signed.serialNumber }),
  }
  return client('GET', `${PKI}/getCertificate`, { headers, query })
}

replayed('kmp-issuer (C20)', profiles(['12', 'pam360', 'auto']), {
  'finds the server, whatever it answers, as long as it has a status': async (client) => {
    const { json } = await client('GET', `${PKI}/getAllSSLCertificates`, { headers: { AUTHTOKEN: 'wrong' } })
    expect((json.result ?? json.operation.result).status).toBeTypeOf('string')
  },
  'imports a request and has it signed': async (client) => {
    const signed = await sign(client, await importRequest(client))
    expect(signed.result.status).toBe('Success')
    expect(signed).toMatchObject({
      commonName: 'www.kube.example',
      Certificate_ID: expect.any(String),
      serialNumber: expect.any(String),
    })
  },
  'reads why a request that is not there cannot be signed': async (client) => {
    const { result } = await sign(client, '999')
    expect(result).toEqual({ message: expect.any(String), status: 'Failed' })
  },
})

replayed(
  'kmp-issuer (C20), which reads JSON',
  profiles(['12', 'pam360', 'auto'], { certificateFile: 'json' }),
  {
    'finds the certificate among the texts of the answer': async (client) => {
      expect(pemsIn((await fetchSigned(client)).json)).toHaveLength(1)
    },
  },
)

replayed('pypmp (C2), which saves the file as it comes', profiles(['12', 'pam360', 'auto']), {
  'finds a certificate in PEM': async (client) => {
    expect((await fetchSigned(client)).text).toMatch(/^-----BEGIN CERTIFICATE-----/)
  },
})
