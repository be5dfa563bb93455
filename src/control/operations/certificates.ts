/** Certificates: the authority that clients are to trust for https, and those of users who sign in by one. */
import type { Ports } from '../context.ts'
import { ControlError } from '../errors.ts'
import { unknownThing } from '../names.ts'
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { certificateParams } from '../schemas/certificates.ts'

const PEM = 'application/x-pem-file'

export const authorityGet = operation({
  id: 'control.authority.get',
  route: 'GET /ca.pem',
  summary: 'The authority to trust for https, in PEM',
  media: PEM,
  answers: { 200: answers.plainText },
  run: async ({ ports }) => ok(await listening(ports).authority()),
})

export const clientCertificateGet = operation({
  id: 'control.client-certificate.get',
  route: 'GET /client-certificates/:user',
  summary: 'Certificate and key, in one PEM, of a user of this world who signs in by them',
  media: PEM,
  params: certificateParams,
  answers: { 200: answers.plainText },
  run: async ({ kernel, workspace, ports }, { params: { user } }) => {
    const authority = listening(ports)
    const users = new Set(
      kernel.surfaces.flatMap((surface) => [
        ...(surface.certificateUsers?.(workspace.state(surface.slice)) ?? []),
      ]),
    )
    if (!users.has(user)) throw unknownThing('user with a certificate', user, users)
    return ok(await authority.clientCertificate(user))
  },
})

function listening(ports: Ports | undefined): Ports {
  if (!ports) throw new ControlError(404, 'This app listens nowhere, so there are no certificates.')
  return ports
}
