/** The application's entry page: where a browser ends up after signing in, and how it signs out. */
import { endSession } from '../domain/sessions.ts'
import { unknownPath } from '../errors.ts'
import { operation, type Call } from '../operation.ts'
import { redirect, type Outcome } from '../outcome.ts'
import { page } from '../schemas/answers.ts'
import { applicationPage } from '../wire/pages/application.ts'

/** Where the menu item "Logout" leads unless the settings say otherwise. */
const LOGOUT_PATH = '/logout'

export const guiOpen = operation({
  id: 'xtam.gui.open',
  route: 'GET /',
  summary: 'Open the application',
  source: 'XTAM Federated Sign-In; the client OnyxCorpInt/xtamtmpl needs a 200 here',
  evidence: 'client',
  answer: page,
  run: ({ caller, realm, mount, deployment }) => {
    const logout = `${mount}${deployment.contextPath}${realm.settings.logoutPath}`
    return { kind: 'page', html: applicationPage(caller, logout) }
  },
})

export const guiLogout = operation({
  id: 'xtam.gui.logout',
  route: `GET ${LOGOUT_PATH}`,
  summary: "End the application's session and go on to the sign-in module's logout",
  source: 'our reading: the path of the menu item "Logout" is not documented',
  evidence: 'inferred',
  refusals: ['unknown-path'],
  run(call) {
    if (call.realm.settings.logoutPath !== LOGOUT_PATH) throw unknownPath(call)
    return logOut(call)
  },
})

/** The same at whatever path the settings name. */
export function logOut({ realm, sessionId, casUrl, mount, deployment }: Call): Outcome {
  endSession(realm, sessionId)
  return redirect(realm.settings.fsm ? `${casUrl}/logout` : `${mount}${deployment.contextPath}/`)
}
