/** Pages of the sign-in module. Names of forms and fields are those of Apereo CAS's templates; the rest is plain. */
import type { XtamSettings } from '../../settings.ts'
import { escapeHtml } from './tomcat.ts'

type Texts = XtamSettings['texts']

export interface LoginForm {
  readonly execution: string
  readonly username: string
  /** What went wrong with the attempt before; nothing on a fresh page. */
  readonly errors: readonly string[]
}

export function loginPage(texts: Texts, { execution, username, errors }: LoginForm): string {
  return page(
    texts,
    texts.loginTitle,
    `<form method="post" id="fm1" action="login">
${errorPanel(errors)}<h2>${escapeXml(texts.loginHeading)}</h2>
<label for="username">${escapeXml(texts.usernameLabel)}</label>
<input id="username" name="username" type="text" tabindex="1" autocomplete="off" value="${escapeHtml(username)}">
<label for="password">${escapeXml(texts.passwordLabel)}</label>
<input id="password" name="password" type="password" tabindex="2" autocomplete="off">
<input type="hidden" name="execution" value="${execution}">
<input type="hidden" name="_eventId" value="submit">
<input type="hidden" name="geolocation" value="">
<input name="submit" type="submit" accesskey="l" value="${escapeXml(texts.loginButton)}" tabindex="6">
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
export function codePage(texts: Texts, { execution, errors, newSecret, issuer, label }: CodeForm): string {
  const link = `otpauth://totp/${encodeURIComponent(label)}?secret=${newSecret}&issuer=${encodeURIComponent(issuer)}`
  const registration =
    newSecret === ''
      ? ''
      : `<p>${escapeXml(texts.deviceUnregistered)}</p>
<p>${escapeXml(texts.secretKeyLabel)} <code id="seckey">${newSecret}</code></p>
<p><a href="${link}">${escapeHtml(issuer)}</a></p>
`
  return page(
    texts,
    texts.loginTitle,
    `<form method="post" id="fm1" action="login">
${errorPanel(errors)}${registration}<label for="token">${escapeXml(texts.codeLabel)}</label>
<input id="token" name="token" type="text" autocomplete="off">
<input type="hidden" name="execution" value="${execution}">
<input type="hidden" name="_eventId" value="submit">
<input name="submit" type="submit" accesskey="l" value="${escapeXml(texts.loginButton)}">
</form>`,
  )
}

/** Apereo CAS REST protocol: the page that tells where a ticket-granting ticket is. */
export function ticketCreatedPage(texts: Texts, url: string): string {
  const [title, heading, service, submit] = [
    texts.ticketCreatedTitle,
    texts.ticketCreated,
    texts.ticketServiceLabel,
    texts.ticketSubmit,
  ].map(escapeXml)
  return `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html><head><title>${title}</title></head><body><h1>${heading}</h1><form action="${escapeXml(url)}" method="POST">${service}<input type="text" name="service" value=""><br><input type="submit" value="${submit}"></form></body></html>`
}

export function signedInPage(texts: Texts, login: string): string {
  const sentence = escapeXml(texts.signedIn).replaceAll(
    '{login}',
    () => `<strong>${escapeHtml(login)}</strong>`,
  )
  return page(texts, texts.signedInTitle, `<h2>${escapeXml(texts.signedInTitle)}</h2>\n<p>${sentence}</p>`)
}

export function messagePage(texts: Texts, heading: string, text: string): string {
  return page(texts, heading, `<h2>${escapeXml(heading)}</h2>\n<p>${escapeXml(text)}</p>`)
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

function page({ siteName }: Texts, title: string, main: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>${escapeXml(`${title} - ${siteName}`)}</title></head>
<body id="cas">
<main>
${main}
</main>
</body>
</html>
`
}
