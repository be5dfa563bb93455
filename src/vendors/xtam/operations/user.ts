/** `/rest/user`: the caller. */
import { operation } from '../operation.ts'
import { json } from '../outcome.ts'
import { user } from '../schemas/answers.ts'
import { userView } from '../views/objects.ts'

export const userFunctions = [
  operation({
    id: 'xtam.user.whoami',
    route: 'GET /user/whoami',
    summary: 'Tell who calls, and hand out the XSRF token',
    source: 'XTAM API Python example, /user/whoami',
    evidence: 'documented',
    givesXsrf: true,
    answer: user,
    run: ({ realm, user: caller }) => json(userView(realm, caller)),
  }),
]
