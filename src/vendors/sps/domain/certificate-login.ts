/** Logging in with a client certificate (guide, "Authenticate to the SPS REST API using X.509 certificate"). */
import type { Workspace } from '../../../kernel/workspace.ts'
import type { PresentedCertificate } from '../client-certificate.ts'
import { SpsError } from '../errors.ts'
import { spsSlice, type SessionRow } from '../state.ts'
import { admit, chooseMethod, failure } from './login.ts'
import { isLocalUser } from './privileges.ts'

export interface CertificateLogin {
  readonly presented: PresentedCertificate | undefined
  readonly method: string | undefined
  readonly address: string
}

/** Opens a session for the user that a certificate names. @throws SpsError */
export function loginWithCertificate(workspace: Workspace, login: CertificateLogin): SessionRow {
  const { presented, address } = login
  const tables = workspace.state(spsSlice)
  const method = chooseMethod(workspace, tables, 'x509', login.method)
  if (!presented) {
    throw new SpsError('invalid-authentication-request', {
      rule: 'sps.certificate.missing',
      message: 'A login with type=x509 needs a TLS client certificate, and the connection carried none.',
      source:
        'SPS REST API Reference Guide 8.0 LTS, "Authenticate to the SPS REST API using X.509 certificate"',
    })
  }
  if (!isLocalUser(tables, presented.user))
    throw failure('sps.certificate.user', `The certificate names "${presented.user}", who is no user here.`)
  return admit(workspace, presented.user, method, address)
}
