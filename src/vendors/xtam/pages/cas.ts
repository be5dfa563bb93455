/** Pages of the sign-in module. Names of forms and fields are those of Apereo CAS's templates; the rest is plain. */
import { escapeHtml } from './tomcat.ts'

export interface LoginForm {
  readonly execution: string
  readonly username: string
  /** What went wrong with the attempt before; nothing on a fresh page. */
  readonly errors: readonly string[]
}

export function loginPage({ execution, username, errors }: LoginForm): string {
  const panel =
    errors.length === 0
      ? ''
      : `<div id="loginErrorsPanel" class="alert alert-danger">${errors.map((error) => `<p>${escapeHtml(error)}</p>`).join('')}</div>\n`
  return page(
    'Login - Central Authentication Service',
    `<form method="post" id="fm1" action="login">
${panel}<h2>Enter Username &amp; Password</h2>
<label for="username">Username:</label>
<input id="username" name="username" type="text" tabindex="1" autocomplete="off" value="${escapeHtml(username)}">
<label for="password">Password:</label>
<input id="password" name="password" type="password" tabindex="2" autocomplete="off">
<input type="hidden" name="execution" value="${execution}">
<input type="hidden" name="_eventId" value="submit">
<input type="hidden" name="geolocation" value="">
<input name="submit" type="submit" accesskey="l" value="LOGIN" tabindex="6">
</form>`,
  )
}

export function signedInPage(login: string): string {
  return page(
    'Log In Successful - Central Authentication Service',
    `<h2>Log In Successful</h2>
<p>You, <strong>${escapeHtml(login)}</strong>, have successfully logged into the Central Authentication Service.</p>`,
  )
}

export function messagePage(heading: string, text: string): string {
  return page(
    `${escapeHtml(heading)} - Central Authentication Service`,
    `<h2>${escapeHtml(heading)}</h2>\n<p>${escapeHtml(text)}</p>`,
  )
}

function page(title: string, main: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>${title}</title></head>
<body id="cas">
<main>
${main}
</main>
</body>
</html>
`
}
