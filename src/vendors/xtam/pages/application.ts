/** The application's page. The product's is a browser application; ours says who is signed in. */
import type { UserRow } from '../state.ts'
import { escapeHtml } from './tomcat.ts'

export function applicationPage({ firstName, lastName, login }: UserRow): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="UTF-8"><title>XTAM</title></head>
<body>
<h1>Xton Access Manager</h1>
<p>Signed in as <b>${escapeHtml(`${firstName} ${lastName}`)}</b> (${escapeHtml(login)}).</p>
</body>
</html>
`
}
