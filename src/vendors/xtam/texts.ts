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

const asked = (text: string): Text => ({
  text,
  evidence: 'inferred',
  source: 'Apereo CAS, asked on loopback (docs/original.md); that XTAM keeps it is assumed',
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
  ticketRequest5: asked('service and ticket parameters are both required'),
  ticketRequest6: asked(''),
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
  proxyRequest: asked(
    'The request is incorrectly formatted. Ensure all required parameters are properly encoded and included.',
  ),
  proxyCallback: asked(
    "The supplied proxy callback url '{callback}' could not be authenticated. Either '{callback}' cannot be reached, it is not allowed to exercise proxy authentication.",
  ),
  proxyService: cas("The supplied service '{service}' is not authorized to use CAS proxy authentication."),
  grantingTicketUnknown5: asked('{ticket} could not be found'),
  grantingTicketUnknown6: asked('{ticket} could not be found or is considered invalid'),
  ticketStatusUnknown: asked('Ticket could not be found'),
  credentialsMissing5: asked("Invalid payload. 'username' and 'password' form fields are required."),
  credentialsMissing6: asked('No credentials can be extracted to authenticate the REST request'),
  renewalCredentialsMissing6: asked(
    'No credentials are provided or extracted to authenticate the REST request',
  ),
  signInFailed6: asked('Authentication Failure: 1 errors, 0 successes'),
  accountNotFound6: asked('{login} not found in backing map.'),
  otherUser6: asked('authenticationFailure.MixedPrincipalException'),
  credentialUnspecified6: asked('Unable to accept credential with an empty or unspecified token'),
  serviceMissing5: asked('{service} could not be found'),
  serviceMissing6: asked('Target service/application is unspecified or unrecognized in the request'),
  serviceUnregistered5: asked(
    'Unauthorized Service Access. Service [{service}] is not found in service registry.',
  ),
  serviceUnregistered6: asked(
    'Cannot invoke &quot;org.apereo.cas.services.RegisteredService.getAccessStrategy()&quot; because &quot;registeredService&quot; is null',
  ),
  signInServiceUnregistered: asked('service.not.authorized.sso'),
  siteName5: asked('CAS – Central Authentication Service'),
  siteName6: asked('CAS - Central Authentication Service'),
  loginTitle: cas('Login'),
  loginHeading5: asked('Enter your Username and Password'),
  loginHeading: cas('Enter Username & Password'),
  usernameLabel: cas('Username:'),
  passwordLabel: cas('Password:'),
  loginButton: cas('LOGIN'),
  codeLabel: cas('Token:'),
  deviceUnregistered: cas('Your device is not registered. Use the secret key below in your authenticator.'),
  secretKeyLabel: cas('Secret key:'),
  ticketCreatedTitle5: asked('201 Created'),
  ticketCreatedTitle6: asked('201 CREATED'),
  ticketCreated: cas('TGT Created'),
  ticketServiceLabel: cas('Service:'),
  ticketSubmit: cas('Submit'),
  redirected: asked('You are being redirected to {service}.'),
  continueButton: asked('Continue'),
  signedInTitle: cas('Log In Successful'),
  signedIn: cas('You, {login}, have successfully logged into the Central Authentication Service.'),
  loggedOutTitle: cas('Logout successful'),
  loggedOut: cas('You have successfully logged out of the Central Authentication Service.'),
  serviceUnauthorizedTitle: cas('Application Not Authorized to Use CAS'),
  serviceUnauthorized: cas('The application you attempted to authenticate to is not authorized to use CAS.'),
} as const satisfies Record<string, Text>
