/** Wordings of XTAM and its sign-in module; each can be set under `xtam.texts`. */
import type { Evidence } from '../../kernel/surface/operation.ts'

interface Text {
  readonly text: string
  readonly evidence: Evidence
  readonly source: string
}

const rest = (text: string): Text => ({
  text,
  evidence: 'inferred',
  source: 'no XTAM error body is public; empty: the page has no message line',
})

const cas = (text: string): Text => ({
  text,
  evidence: 'inferred',
  source: 'Apereo CAS messages.properties; that XTAM keeps it is assumed',
})

export const TEXTS = {
  xsrfRefused: rest(''),
  pathUnknown: rest(''),
  denied: rest(''),
  notFound: rest(''),
  approvalMissing: rest('Request Unlock'),
  connectApprovalMissing: rest('Request Connect'),
  taskApprovalMissing: rest('Request Execute'),
  administrationApprovalMissing: rest('Request Approval'),
  requestInvalid: rest('The request is not valid.'),
  nameMissing: rest('Name is required.'),
  nameTooLong: rest('Name is too long.'),
  customMalformed: rest('Custom data is not valid JSON.'),
  importUnreadable: rest('The file cannot be imported.'),
  bodyMalformed: rest('Request body is not valid JSON.'),
  ticketUnknown: cas("Ticket '{ticket}' not recognized"),
  ticketOtherService: cas(
    "Ticket '{ticket}' does not match supplied service. The original service was '{original}' and the supplied service was '{supplied}'.",
  ),
  ticketRequest: cas(
    'Unable to identify, authorize or complete this request, likely due to malformed or missing required parameters.',
  ),
  ticketSpecification: cas(
    'Ticket failed validation specification. Possible errors could include attempting to validate a Proxy Ticket via a Service Ticket validator, or not complying with the renew true request.',
  ),
  invalidCredentials5: cas('Invalid credentials.'),
  invalidCredentials6: cas(
    'Authentication attempt has failed, likely due to invalid credentials. Please verify and try again.',
  ),
  accountUnknown6: cas('Your account is not recognized and cannot login at this time.'),
  accountDisabled: cas('This account has been disabled.'),
  accountLocked: cas('This account has been locked.'),
  passwordExpired: cas('Your password has expired.'),
  usernameRequired: cas('Username is a required field.'),
  passwordRequired: cas('Password is a required field.'),
  codeRefused: cas('Invalid credentials.'),
  throttledTitle: cas('Access Denied'),
  throttled: cas("You've entered the wrong password for the user too many times. You've been throttled."),
  proxyRequest: cas("'pgt' and 'targetService' parameters are both required"),
  proxyCallback: cas("The supplied proxy callback url '{callback}' could not be authenticated."),
  proxyService: cas("The supplied service '{service}' is not authorized to use CAS proxy authentication."),
  grantingTicketUnknown: cas("Ticket '{ticket}' could not be found or is considered invalid"),
  credentialsMissing: cas('No credentials are provided or extracted to authenticate the REST request'),
  siteName: cas('Central Authentication Service'),
  loginTitle: cas('Login'),
  loginHeading: cas('Enter Username & Password'),
  usernameLabel: cas('Username:'),
  passwordLabel: cas('Password:'),
  loginButton: cas('LOGIN'),
  codeLabel: cas('Token:'),
  deviceUnregistered: cas('Your device is not registered. Use the secret key below in your authenticator.'),
  secretKeyLabel: cas('Secret key:'),
  ticketCreatedTitle: cas('201 CREATED'),
  ticketCreated: cas('TGT Created'),
  ticketServiceLabel: cas('Service:'),
  ticketSubmit: cas('Submit'),
  signedInTitle: cas('Log In Successful'),
  signedIn: cas('You, {login}, have successfully logged into the Central Authentication Service.'),
  loggedOutTitle: cas('Logout successful'),
  loggedOut: cas('You have successfully logged out of the Central Authentication Service.'),
  serviceUnauthorizedTitle: cas('Application Not Authorized to Use CAS'),
  serviceUnauthorized: cas('The application you attempted to authenticate to is not authorized to use CAS.'),
} as const satisfies Record<string, Text>
