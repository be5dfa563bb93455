/** Certificate signing requests, part of the PKI API. */
import { createCsr, csrFile, findCsr, listCsrs } from '../domain/pki.ts'
import { operation } from '../operation.ts'
import { file } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/pki.ts'
import { csrChoice, csrWish } from '../schemas/pki.ts'
import { orderKeys } from '../wire/key-order.ts'
import { counted } from './pki-lists.ts'

const KEY_MANAGER = 'Key Manager Plus REST'

const csrCreate = operation({
  id: 'pmp.csr.create',
  route: 'POST /api/pki/restapi/createCSR',
  name: 'createCSR',
  summary: 'Make a certificate signing request',
  source: `${KEY_MANAGER}, "To create CSR"; members and words are our reading, after createCertificate and importCSR`,
  evidence: 'inferred',
  input: csrWish,
  mandatory: ['CNAME'],
  answer: answers.csrImported,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }, { CNAME = '', Email = '' }) => {
    const { id, commonName } = createCsr(world, actor, CNAME, Email)
    return { text: 'csrCreated', values: { name: commonName }, members: { CSR_ID: id } }
  },
})

const csrList = operation({
  id: 'pmp.csr.list',
  route: 'GET /api/pki/restapi/getCSRList',
  name: 'getCSRList',
  summary: 'List the signing requests',
  source: `${KEY_MANAGER}, "To GET CSR list"; path and members are our reading`,
  evidence: 'inferred',
  answer: answers.csrs,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }) => ({
    text: 'csrsFetched',
    members: counted(
      listCsrs(world, actor).map(({ id, commonName, email }) =>
        orderKeys({ CSR_ID: id, commonName, Email: email }),
      ),
    ),
  }),
})

const csrExport = operation({
  id: 'pmp.csr.export',
  route: 'GET /api/pki/restapi/exportCSR',
  name: 'exportCSR',
  summary: 'Download a signing request',
  source: `${KEY_MANAGER} names the function; members are our reading, after signCSR`,
  evidence: 'inferred',
  input: csrChoice,
  mandatory: ['CSR_ID'],
  answer: file,
  refusals: ['role.not-allowed', 'csr.not-found'],
  run: ({ world, actor }, { CSR_ID }) => ({
    text: 'csrsFetched',
    file: Buffer.from(csrFile(findCsr(world, actor, CSR_ID))),
  }),
})

export const csrOperations = [csrCreate, csrList, csrExport]
