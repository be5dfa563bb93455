/** The part of the catalogue that is about the sign-in module: knobs under `xtam.cas`. */
import { z } from 'zod'
import { lazily } from '../../kernel/lazily.ts'
import { CAS_FLAVOURS } from './rows/words.ts'
import { duration, knob, section, status, text } from '../../kernel/surface/knob.ts'

const casPage = 'Apereo CAS documentation, ticket expiration policies'

export const signIn = lazily(() =>
  section({
    serverName: knob(z.union([z.literal(''), z.url()]), '', {
      evidence: 'documented',
      source: 'XTAM Federated Sign-In: cas.server.name; empty: what the client asked for',
    }),
    ticketTtl: duration('10s', { evidence: 'documented', source: casPage }),
    ticketNode: knob(text.pipe(z.string().regex(/^[A-Za-z0-9.-]*$/)), 'xtam', {
      evidence: 'inferred',
      source: 'CAS appends its host name to tickets',
    }),
    failStatus: knob(status(401, 200), 401, {
      evidence: 'inferred',
      source: 'Apereo CAS authentication event resolver',
    }),
    flavour: knob(text.pipe(z.enum(CAS_FLAVOURS)), '6.5', {
      evidence: 'documented',
      source:
        'XTAM, updating the Federated Sign-In Module: 5.2.8.20230901 and 6.5.5.1, the former discontinued; tokens do not outlive the change',
    }),
    grantingTicketIdle: duration('2h', { evidence: 'inferred', source: casPage }),
    grantingTicketTtl: duration('8h', { evidence: 'inferred', source: casPage }),
    services: knob(z.array(z.string()), ['http://*', 'https://*'], {
      evidence: 'inferred',
      source: 'which services the module registers is not public; * stands for any text',
    }),
    strictTransportSecurity: knob(z.boolean(), false, {
      evidence: 'inferred',
      source:
        'Apereo CAS sends it over TLS; a browser would then refuse plain http to the same host for half a year',
    }),
    followLogoutService: knob(z.boolean(), false, {
      evidence: 'inferred',
      source: 'Apereo CAS: cas.logout.followServiceRedirects is off by default',
    }),
    mfa: knob(z.enum(['none', 'gauth']), 'none', {
      evidence: 'inferred',
      source:
        'XTAM Google MFA configuration turns it on by cas.authn.mfa.globalProviderId=mfa-gauth; off until then',
    }),
    mfaIssuer: knob(text, 'XtonTechnologies', {
      evidence: 'documented',
      source: 'XTAM Google MFA configuration',
    }),
    mfaLabel: knob(text, 'XTAM', { evidence: 'documented', source: 'XTAM Google MFA configuration' }),
    throttle: section({
      attempts: knob(z.int().min(0), 0, {
        evidence: 'inferred',
        source:
          'Apereo CAS, authentication throttling: off until a threshold is set; so many failures of a name from an address',
      }),
      period: duration('60s', {
        evidence: 'inferred',
        source: 'Apereo CAS, authentication throttling: range',
      }),
      status: knob(status(423, 401, 403), 423, {
        evidence: 'inferred',
        source: 'Apereo CAS, throttling interceptor',
      }),
    }),
    proxyCallbacks: knob(z.array(z.string()), [], {
      evidence: 'inferred',
      source: 'Apereo CAS: a service may proxy nobody unless its registration says so; * stands for any text',
    }),
    logoutCallbacks: knob(z.array(z.string()), [], {
      evidence: 'inferred',
      source:
        'Apereo CAS, single logout over the back channel: each service that got a ticket is told; here only services that match one of these (* stands for any text), since a test may use URLs of real hosts',
    }),
    restToken: knob(z.enum(['any', 'header', 'parameter', 'none']), 'any', {
      evidence: 'inferred',
      source:
        'XTAM FAQ, REST API with the Federated Sign-In module: a token is exchanged for a TGT; how it travels is not shown: header "token" as at the login page, or parameter "token"',
    }),
    sessionCookie: knob(z.boolean(), false, {
      evidence: 'inferred',
      source:
        'Tomcat gives the sign-in page a JSESSIONID where the module asks for a session; off: it asks for none',
    }),
    pinCookie: knob(z.boolean(), true, {
      evidence: 'inferred',
      source: 'Apereo CAS: the TGC cookie is bound to the address and the User-Agent it was given to',
    }),
  }),
)
