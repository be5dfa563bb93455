/** Finding certificates on machines, and letting them go, part of the PKI API. */
import { discoverHost, discoverRange } from '../domain/certificate-discovery.ts'
import { deleteCertificate, findCertificate } from '../domain/pki.ts'
import type { PmpWorld } from '../domain/world.ts'
import type { Outcome } from '../envelope.ts'
import { operation } from '../operation.ts'
import { nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/pki.ts'
import { certificateChoice, hostDiscovery, rangeDiscovery } from '../schemas/pki.ts'
import type { CertificateRow } from '../state.ts'
import { certificateRow } from '../views/certificates.ts'

/** Paths, members of INPUT_DATA and those of the answer are the connector's. */
const ofFortiSoar = {
  source: 'client C20: FortiSOAR connector "ManageEngine Key Manager Plus"',
  evidence: 'client',
  answer: answers.discovered,
  refusals: ['input.invalid', 'role.not-allowed'],
} as const

const ofHost = operation({
  id: 'pmp.certificate.discover-host',
  route: 'POST /api/pki/restapi/sslCertSingleDiscovery',
  name: 'sslCertSingleDiscovery',
  summary: 'Take in the certificate that a machine shows',
  ...ofFortiSoar,
  input: hostDiscovery,
  mandatory: ['HOST'],
  run: ({ world, actor }, { HOST = '' }) => found(world, discoverHost(world, actor, HOST)),
})

const ofRange = operation({
  id: 'pmp.certificate.discover-range',
  route: 'POST /api/pki/restapi/sslCertRangeDiscovery',
  name: 'sslCertRangeDiscovery',
  summary: 'Take in the certificates of the machines from one address to another',
  ...ofFortiSoar,
  input: rangeDiscovery,
  mandatory: ['StartIpAddress', 'EndIpAddress'],
  run: ({ world, actor }, { StartIpAddress = '', EndIpAddress = '' }) =>
    found(world, discoverRange(world, actor, StartIpAddress, EndIpAddress)),
})

const certificateDelete = operation({
  id: 'pmp.certificate.delete',
  route: 'DELETE /api/pki/restapi/deleteCertificate',
  name: 'deleteCertificate',
  summary: 'Delete a certificate',
  source: 'Key Manager Plus REST, "To delete a certificate"; path and words are our reading',
  evidence: 'inferred',
  input: certificateChoice,
  mandatory: ['common_name'],
  answer: nothing,
  refusals: ['role.not-allowed', 'certificate.not-found'],
  run: ({ world, actor }, input) => {
    deleteCertificate(world, actor, findCertificate(world, actor, input.common_name, input.serial_number))
    return { text: 'certificateDeleted' }
  },
})

function found(world: PmpWorld, certificates: readonly CertificateRow[]): Outcome {
  return {
    text: 'certificatesDiscovered',
    members: {
      totalRows: certificates.length,
      details: new Map(certificates.map((one) => [one.id, certificateRow(world, one)])),
    },
  }
}

export const certificateDiscoveryOperations = [ofHost, ofRange, certificateDelete]
