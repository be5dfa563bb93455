/** Certificates. Members of these answers stand beside `result` and `name`, without an `operation` around them. */
import { partText } from '../../../kernel/http/multipart.ts'
import {
  certificateFile,
  createCertificate,
  findCertificate,
  importCsr,
  listCertificates,
  setAdditionalFields,
  signCsr,
} from '../domain/pki.ts'
import { operation } from '../operation.ts'
import { file, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/pki.ts'
import { upload } from '../schemas/parameters.ts'
import {
  additionalFields,
  certificateChoice,
  certificateListing,
  certificateWish,
  csrImport,
  csrSigning,
} from '../schemas/pki.ts'
import { certificateRow } from '../views/certificates.ts'
import { uploadParts } from '../wire/body.ts'
import { listMembers } from './pki-lists.ts'
import { lacksPart } from './uploads.ts'

const MINUTES = { days: 1440, hours: 60, minutes: 1 } as const
const MINUTE_MS = 60_000
const DEFAULT_DAYS = 365

/** What is about one certificate names it, and may find none. */
const ofOneCertificate = {
  evidence: 'client',
  input: certificateChoice,
  mandatory: ['common_name'],
  refusals: ['role.not-allowed', 'certificate.not-found'],
} as const

const certificateList = operation({
  id: 'pmp.certificate.list',
  route: 'GET /api/pki/restapi/getAllSSLCertificates',
  name: 'getAllSSLCertificates',
  summary: 'List certificates',
  source: 'clients C2 and C20',
  evidence: 'client',
  input: certificateListing,
  answer: answers.certificates,
  refusals: ['role.not-allowed'],
  run: (call, input) => {
    const rows = listCertificates(call.world, call.actor, input.withExpiryDaysLessThan).map((one) =>
      certificateRow(call.world, one),
    )
    return { text: 'certificatesFetched', members: listMembers(call.world, 'SSLCertificates', rows) }
  },
})

const certificateDetails = operation({
  id: 'pmp.certificate.get',
  route: 'GET /api/pki/restapi/getCertificateDetails',
  name: 'getCertificateDetails',
  summary: 'Show a certificate',
  source: 'clients C2 and C20',
  ...ofOneCertificate,
  answer: answers.oneCertificate,
  run: (call, input) => {
    const certificate = findCertificate(call.world, call.actor, input.common_name, input.serial_number)
    const details = certificateRow(call.world, certificate)
    // The certificate's id is a member's name (C2); Key Manager Plus calls it details (C20).
    const { pkiLists } = call.world.settings
    return {
      text: 'certificateFetched',
      members: {
        ...(pkiLists !== 'details' && { [certificate.id]: details }),
        ...(pkiLists !== 'named' && { details }),
      },
    }
  },
})

const certificateGet = operation({
  id: 'pmp.certificate.download',
  route: 'GET /api/pki/restapi/getCertificate',
  name: 'getCertificate',
  summary: 'Download a certificate or its key',
  source: 'clients C2 and C20',
  secretAnswer: true,
  ...ofOneCertificate,
  answer: file,
  run: ({ world, actor }, input) => {
    const certificate = findCertificate(world, actor, input.common_name, input.serial_number)
    const isKey = input.fileType?.toUpperCase() === 'KEY'
    const pem = certificateFile(certificate, isKey ? 'PRIVATE KEY' : 'CERTIFICATE')
    const isBare = world.settings.certificateFile === 'pem'
    return {
      text: 'certificateFetched',
      // kmp-issuer, a client of C20, reads the body as JSON and takes each text in it that is PEM.
      file: Buffer.from(isBare ? pem : JSON.stringify({ certificate: pem })),
    }
  },
})

const certificateKeyStore = operation({
  id: 'pmp.certificate.keystore',
  route: 'GET /api/pki/restapi/getCertificateKeyStore',
  name: 'getCertificateKeyStore',
  summary: 'Download the key store of a certificate',
  source: 'client C2',
  secretAnswer: true,
  ...ofOneCertificate,
  answer: file,
  run: ({ world, actor }, input) => {
    const certificate = findCertificate(world, actor, input.common_name, input.serial_number)
    return { text: 'certificateFetched', file: Buffer.from(`FAKE KEYSTORE ${certificate.commonName}\n`) }
  },
})

const certificatePassphrase = operation({
  id: 'pmp.certificate.passphrase',
  route: 'GET /api/pki/restapi/getCertificatePassphrase',
  name: 'getCertificatePassphrase',
  summary: "Read the passphrase of a certificate's key",
  source: 'client C2, which takes the last word of the message',
  secretAnswer: true,
  ...ofOneCertificate,
  answer: nothing,
  run: ({ world, actor }, input) => {
    const { commonName, passphrase } = findCertificate(world, actor, input.common_name, input.serial_number)
    return { text: 'passphraseFetched', values: { name: commonName, passphrase } }
  },
})

const certificateCreate = operation({
  id: 'pmp.certificate.create',
  route: 'POST /api/pki/restapi/createCertificate',
  name: 'createCertificate',
  summary: 'Create a self-signed certificate',
  source: 'PAM360 REST, sslapi-2; client C20',
  evidence: 'documented',
  input: certificateWish,
  mandatory: ['CNAME', 'PASSWORD', 'VALIDITY'],
  answer: answers.certificateCreated,
  refusals: ['input.invalid', 'role.not-allowed'],
  run: (call, { CNAME = '', PASSWORD = '', VALIDITY = DEFAULT_DAYS, VALIDITY_TYPE = 'days' }) => {
    const validityMs = VALIDITY * MINUTES[VALIDITY_TYPE] * MINUTE_MS
    const certificate = createCertificate(call.world, call.actor, {
      commonName: CNAME,
      passphrase: PASSWORD,
      validityMs,
    })
    return {
      text: 'certificateCreated',
      values: { name: CNAME },
      members: { details: certificateRow(call.world, certificate, { SSL_RESOURCEID: certificate.id }) },
    }
  },
})

const certificateAdd = operation({
  id: 'pmp.certificate.add',
  route: 'POST /api/pki/restapi/addCertificate',
  name: 'addCertificate',
  summary: 'Add a certificate file',
  source: 'client C20',
  evidence: 'client',
  body: upload('File'),
  answer: nothing,
  refusals: ['input.field-missing', 'input.invalid', 'role.not-allowed'],
  run: ({ world, actor, body }) => {
    const file = uploadParts(body).find((part) => part.name === 'File')
    if (!file) throw lacksPart('File')
    const commonName = file.fileName?.replace(/\.[^.]*$/, '') ?? 'certificate'
    createCertificate(world, actor, {
      commonName,
      passphrase: '',
      validityMs: DEFAULT_DAYS * MINUTES.days * MINUTE_MS,
    })
    return { text: 'certificateAdded' }
  },
})

const csrImporting = operation({
  id: 'pmp.csr.import',
  route: 'POST /api/pki/restapi/importCSR',
  name: 'importCSR',
  summary: 'Import a certificate signing request',
  source: 'client C20',
  evidence: 'client',
  input: csrImport,
  body: upload('CSR', 'Email'),
  answer: answers.csrImported,
  refusals: ['input.field-missing', 'role.not-allowed'],
  run: ({ world, actor, body }, input) => {
    const parts = uploadParts(body)
    const file = parts.find((part) => part.name === 'CSR')
    if (!file) throw lacksPart('CSR')
    // The request itself is not read: its name is that of its file.
    const commonName = file.fileName?.replace(/\.[^.]*$/, '') ?? 'csr'
    const csr = importCsr(world, actor, commonName, input.Email ?? partText(parts, 'Email') ?? '')
    return { text: 'csrImported', values: { name: csr.commonName }, members: { CSR_ID: csr.id } }
  },
})

const csrSign = operation({
  id: 'pmp.csr.sign',
  route: 'POST /api/pki/restapi/signCSR',
  name: 'signCSR',
  summary: 'Sign an imported request',
  source: 'PAM360 REST, sslapi-19; client C20',
  evidence: 'documented',
  input: csrSigning,
  mandatory: ['CSR_ID'],
  answer: answers.csrSigned,
  refusals: ['input.invalid', 'role.not-allowed', 'csr.not-found'],
  run: ({ world, actor }, { CSR_ID, Validity = DEFAULT_DAYS }) => {
    const certificate = signCsr(world, actor, CSR_ID, Validity * MINUTES.days * MINUTE_MS)
    const { id, commonName, serialNumber } = certificate
    return { text: 'csrSigned', members: { commonName, Certificate_ID: id, serialNumber } }
  },
})

const certificateFields = operation({
  id: 'pmp.certificate.fields',
  route: 'POST /api/pki/restapi/updateSSLAdditionalFields',
  name: 'updateSSLAdditionalFields',
  summary: 'Fill additional fields of a certificate',
  source: 'client C20',
  evidence: 'client',
  input: additionalFields,
  mandatory: ['common_name'],
  answer: answers.fieldsUpdated,
  refusals: ['role.not-allowed', 'certificate.not-found'],
  run: ({ world, actor }, input) => {
    const certificate = findCertificate(world, actor, input.common_name, input.serial_number)
    const fields = input.sslAdditionalFieldData.map((field) => [
      field.ADDITIONALFIELDNAME ?? '',
      field.ADDITIONALFIELDVALUE ?? '',
    ])
    const changed = setAdditionalFields(
      world,
      actor,
      certificate,
      Object.fromEntries(fields) as Record<string, string>,
    )
    return { text: 'fieldsUpdated', members: { details: changed.additionalFields } }
  },
})

export const pkiOperations = [
  certificateList,
  certificateDetails,
  certificateGet,
  certificateKeyStore,
  certificatePassphrase,
  certificateCreate,
  certificateAdd,
  csrImporting,
  csrSign,
  certificateFields,
]
