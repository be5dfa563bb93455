/** The application's page. The product's is a browser application; ours says who is signed in. */
import type { UserRow } from '../../state.ts'
import { escapeHtml } from './tomcat.ts'

/** @param logout where the menu item "Logout" leads */
export function applicationPage(user: UserRow | undefined, logout: string): string {
  const who = user
    ? `Signed in as <b>${escapeHtml(`${user.firstName} ${user.lastName}`)}</b> (${escapeHtml(user.login)}).`
    : 'Not signed in.'
  return `<!doctype html>
<html lang="en">
<head><meta charset="UTF-8"><title>XTAM</title></head>
<body>
<h1>Xton Access Manager</h1>
<p>${who}</p>
<p><a href="${escapeHtml(logout)}">Logout</a></p>
</body>
</html>
`
}
