/** `/cas/logout` and the module's entry. */
import { isRegistered } from '../domain/services.ts'
import { endSession } from '../domain/sessions.ts'
import { endSignIn } from '../domain/tickets.ts'
import { operation } from '../operation.ts'
import { casPage, redirect } from '../outcome.ts'
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
    const cookie = { kind: 'no-granting' } as const
    const service = input.value('service') || input.value('url')
    return cas.followLogoutService && service !== '' && isRegistered(realm, service)
      ? redirect(service, cookie)
      : casPage(messagePage(texts, texts.loggedOutTitle, texts.loggedOut), { cookie })
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
