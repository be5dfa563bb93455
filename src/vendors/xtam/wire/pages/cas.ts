/** Pages of the sign-in module. Names of forms and fields are those of Apereo CAS's templates; the rest is plain. */
import { FLAVOURS } from '../../flavours.ts'
import type { XtamSettings } from '../../settings.ts'
import { escapeHtml } from './tomcat.ts'

type Texts = XtamSettings['texts']

export interface LoginForm {
  readonly execution: string
  readonly username: string
  /** What went wrong with the attempt before; nothing on a fresh page. */
  readonly errors: readonly string[]
}

export function loginPage(settings: XtamSettings, { execution, username, errors }: LoginForm): string {
  const { texts } = settings
  const { repeatsName } = FLAVOURS[settings.cas.flavour]
  const heading = settings.cas.flavour === '5.2' ? texts.loginHeading5 : texts.loginHeading
  const button = repeatsName
    ? `<input name="submit" type="submit" accesskey="l" value="${escapeXml(texts.loginButton)}" tabindex="6">`
    : `<button name="submitBtn" type="submit" accesskey="l">${escapeXml(texts.loginButton)}</button>`
  return page(
    settings,
    texts.loginTitle,
    `<form method="post" id="fm1" action="login">
${errorPanel(settings, errors)}<h2>${escapeXml(heading)}</h2>
<label for="username">${escapeXml(texts.usernameLabel)}</label>
<input id="username" name="username" type="text" accesskey="u" autocomplete="off" value="${escapeHtml(username)}">
<label for="password">${escapeXml(texts.passwordLabel)}</label>
<input id="password" name="password" type="password" accesskey="p" autocomplete="off" value="">
${hiddenFields(execution)}
${button}
</form>`,
  )
}

export interface CodeForm {
  readonly execution: string
  readonly errors: readonly string[]
  /** The key to register in an authenticator, on first use. */
  readonly newSecret: string
}

/** The second factor: the code of an authenticator (Apereo CAS, mfa-gauth). */
export function codePage(settings: XtamSettings, { execution, errors, newSecret }: CodeForm): string {
  const { texts } = settings
  const { mfaIssuer: issuer, mfaLabel: label } = settings.cas
  const link = `otpauth://totp/${encodeURIComponent(label)}?secret=${newSecret}&issuer=${encodeURIComponent(issuer)}`
  const registration =
    newSecret === ''
      ? ''
      : `<p>${escapeXml(texts.deviceUnregistered)}</p>
<p>${escapeXml(texts.secretKeyLabel)} <code id="seckey">${newSecret}</code></p>
<p><a href="${link}">${escapeHtml(issuer)}</a></p>
`
  return page(
    settings,
    texts.loginTitle,
    `<form method="post" id="fm1" action="login">
${errorPanel(settings, errors)}${registration}<label for="token">${escapeXml(texts.codeLabel)}</label>
<input id="token" name="token" type="text" autocomplete="off">
${hiddenFields(execution)}
<input name="submit" type="submit" accesskey="l" value="${escapeXml(texts.loginButton)}">
</form>`,
  )
}

/**
 * Apereo CAS REST protocol: the page that tells where a ticket-granting ticket is. The backslashes of its first line are
 * the product's own.
 */
export function ticketCreatedPage({ texts, cas }: XtamSettings, url: string): string {
  const [title, heading, service, submit] = [
    texts[FLAVOURS[cas.flavour].says.ticketCreatedTitle],
    texts.ticketCreated,
    texts.ticketServiceLabel,
    texts.ticketSubmit,
  ].map(escapeXml)
  return `<!DOCTYPE HTML PUBLIC \\"-//IETF//DTD HTML 2.0//EN\\"><html><head><title>${title}</title></head><body><h1>${heading}</h1><form action="${escapeXml(url)}" method="POST">${service}<input type="text" name="service" value=""><br><input type="submit" value="${submit}"></form></body></html>`
}

/** Brings a ticket, if there is one, to a service by a form that sends itself (`method=POST`). */
export function postingPage(texts: Texts, service: string, ticket?: string): string {
  const field = ticket === undefined ? '' : `<input type="hidden" name="ticket" value="${ticket}"/>`
  const sentence = texts.redirected.replaceAll('{service}', () => service)
  return `<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">

<body onload="document.acsForm.submit();" style="display:none">
    <form name="acsForm" action="${escapeXml(service)}" method="post">
        ${field}<noscript>
            <p>${escapeXml(sentence)}</p>
            <p><input type="submit" value="${escapeXml(texts.continueButton)}"/></p>
        </noscript>
    </form>
</body>
</html>
`
}

export function signedInPage(settings: XtamSettings, login: string): string {
  const { texts } = settings
  const sentence = escapeXml(texts.signedIn).replaceAll(
    '{login}',
    () => `<strong>${escapeHtml(login)}</strong>`,
  )
  return page(settings, texts.signedInTitle, `<h2>${escapeXml(texts.signedInTitle)}</h2>\n<p>${sentence}</p>`)
}

export function messagePage(settings: XtamSettings, heading: string, text: string): string {
  return page(settings, heading, `<h2>${escapeXml(heading)}</h2>\n<p>${escapeXml(text)}</p>`)
}

/** Escapes text for XML and HTML as CAS's templates do. */
export function escapeXml(text: string): string {
  return escapeHtml(text).replaceAll('&#47;', '/')
}

/** What the flow of the module needs back. */
function hiddenFields(execution: string): string {
  return `<input type="hidden" name="execution" value="${execution}"/><input type="hidden" name="_eventId" value="submit"/><input type="hidden" name="geolocation"/>`
}

function errorPanel({ cas }: XtamSettings, errors: readonly string[]): string {
  if (errors.length === 0) return ''
  if (cas.flavour === '5.2') {
    const lines = errors.map((error) => `<span>${escapeXml(error)}</span>`).join('<br>')
    return `<div class="alert alert-danger">${lines}</div>\n`
  }
  const lines = errors.map((error) => `<p>${escapeXml(error)} </p>`).join('')
  return `<div id="loginErrorsPanel" class="banner banner-danger alert alert-danger banner-dismissible">${lines}</div>\n`
}

/** CAS 5 has the site after the page in its title, CAS 6 before. */
function page({ texts, cas }: XtamSettings, title: string, main: string): string {
  const whole = cas.flavour === '5.2' ? `${title} - ${texts.siteName5}` : `${texts.siteName6} ${title}`
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>${escapeXml(whole)}</title></head>
<body id="cas">
<main>
${main}
</main>
</body>
</html>
`
}
