/** Pages of the sign-in module. Names of forms and fields are those of Apereo CAS's templates; the rest is plain. */
import { escapeHtml } from './tomcat.ts'

export interface LoginForm {
  readonly execution: string
  readonly username: string
  /** What went wrong with the attempt before; nothing on a fresh page. */
  readonly errors: readonly string[]
}

export function loginPage({ execution, username, errors }: LoginForm): string {
  return page(
    'Login - Central Authentication Service',
    `<form method="post" id="fm1" action="login">
${errorPanel(errors)}<h2>Enter Username &amp; Password</h2>
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

export interface CodeForm {
  readonly execution: string
  readonly errors: readonly string[]
  /** The key to register in an authenticator, on first use. */
  readonly newSecret: string
  readonly issuer: string
  readonly label: string
}

/** The second factor: the code of an authenticator (Apereo CAS, mfa-gauth). */
export function codePage({ execution, errors, newSecret, issuer, label }: CodeForm): string {
  const link = `otpauth://totp/${encodeURIComponent(label)}?secret=${newSecret}&issuer=${encodeURIComponent(issuer)}`
  const registration =
    newSecret === ''
      ? ''
      : `<p>Your device is not registered. Use the secret key below in your authenticator.</p>
<p>Secret key: <code id="seckey">${newSecret}</code></p>
<p><a href="${link}">${escapeHtml(issuer)}</a></p>
`
  return page(
    'Login - Central Authentication Service',
    `<form method="post" id="fm1" action="login">
${errorPanel(errors)}${registration}<label for="token">Token:</label>
<input id="token" name="token" type="text" autocomplete="off">
<input type="hidden" name="execution" value="${execution}">
<input type="hidden" name="_eventId" value="submit">
<input name="submit" type="submit" accesskey="l" value="LOGIN">
</form>`,
  )
}

/** Apereo CAS REST protocol: the page that tells where a ticket-granting ticket is. */
export function ticketCreatedPage(url: string): string {
  return `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html><head><title>201 CREATED</title></head><body><h1>TGT Created</h1><form action="${escapeXml(url)}" method="POST">Service:<input type="text" name="service" value=""><br><input type="submit" value="Submit"></form></body></html>`
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
    `${escapeXml(heading)} - Central Authentication Service`,
    `<h2>${escapeXml(heading)}</h2>\n<p>${escapeXml(text)}</p>`,
  )
}

/** Escapes text for XML and HTML as CAS's templates do. */
export function escapeXml(text: string): string {
  return escapeHtml(text).replaceAll('&#47;', '/')
}

function errorPanel(errors: readonly string[]): string {
  if (errors.length === 0) return ''
  const lines = errors.map((error) => `<p>${escapeXml(error)}</p>`).join('')
  return `<div id="loginErrorsPanel" class="alert alert-danger">${lines}</div>\n`
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
