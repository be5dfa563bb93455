/** `/cas/logout` and the module's entry. */
import { endSignIn } from '../domain/granting-tickets.ts'
import { isRegistered, serviceAsked, withoutQuery } from '../domain/services.ts'
import { endSession } from '../domain/sessions.ts'
import { because } from '../errors.ts'
import { operation, type Call } from '../operation.ts'
import { casPage, casRedirect, redirect, type CasCookie } from '../outcome.ts'
import { page } from '../schemas/answers.ts'
import { logoutQuery } from '../schemas/query.ts'
import { messagePage } from '../wire/pages/cas.ts'

export const casLogout = operation({
  id: 'xtam.cas.logout',
  route: ['GET /logout', 'POST /logout'],
  summary: 'End a single-sign-on session and the sessions that came from it',
  source: 'CAS protocol 3.0, logout and single logout; what Apereo CAS adds is assumed to be left as it is',
  evidence: 'inferred',
  query: logoutQuery,
  answer: page,
  run(call, input) {
    const { realm, deployment } = call
    const { cas, texts } = realm.settings
    endSignIn(realm, call.cookie('TGC'))
    // At the root of the server this is the application's logout as well.
    if (deployment.contextPath === deployment.casPath) endSession(realm, call.sessionId)
    const service = serviceAsked(input) || input.parameter('url')
    const isKnown = service !== '' && isRegistered(realm, service)
    const cookies: readonly CasCookie[] = [{ kind: 'language' }, ...farewell(call)]
    if (cas.followLogoutService && isKnown) return casRedirect(service, { cookies })
    const isUnknown = serviceAsked(input) !== '' && !isKnown
    if (isUnknown) noteUnknown(call, service)
    const html = messagePage(realm.settings, texts.loggedOutTitle, texts.loggedOut)
    // CAS 6 says by its status, too, that it does not know a service.
    const status = cas.flavour === '6.5' && isUnknown ? 403 : 200
    return casPage(html, { status, cookies, isLeaving: true })
  },
})

export const casOpen = operation({
  id: 'xtam.cas.open',
  route: 'GET /',
  summary: 'Send a browser to the sign-in page',
  source: 'Apereo CAS: its root leads to the login page',
  evidence: 'inferred',
  run({ mount, deployment, search }) {
    const login = `${mount}${deployment.casPath}/login`
    return redirect(search === undefined ? login : `${login}?${search}`)
  },
})

function noteUnknown(call: Call, service: string): void {
  const { services } = call.realm.settings.cas
  const message = `"${withoutQuery(service)}" is no registered service; the knob xtam.cas.services holds ${JSON.stringify(services)}.`
  call.note(because('service.unregistered', message, 'Apereo CAS, service registry'))
}

/** What is over; CAS 5 begins a session of the container to say so. */
export function farewell({ realm, deployment }: Call): readonly CasCookie[] {
  const isOfCas5 = realm.settings.cas.flavour === '5.2' && deployment.casPath !== ''
  return [
    { kind: 'over', name: 'TGC' },
    { kind: 'over', name: 'CASPRIVACY' },
    ...(isOfCas5 ? [{ kind: 'page', value: realm.ids.hex(32).toUpperCase() } as const] : []),
  ]
}
