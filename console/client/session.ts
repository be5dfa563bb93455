/** Who speaks with the emulator, and how well it answers. */
import { signal } from '@preact/signals'

/** Where the control plane is: the page's script lies one step below it. */
export const CONTROL = new URL('..', import.meta.url)
/** Where the products of this workspace are, such as `http://127.0.0.1:8080/w/team`. */
export const SITE = CONTROL.href.replace(/\/__mock\/$/, '')

const KEY = 'pam-mock-control-token'

/** The control plane's token; it is forgotten with the tab. */
export const token = signal(sessionStorage.getItem(KEY) ?? '')
/** Whether the control plane has asked for a token, or for another one. */
export const asksForToken = signal(false)

export type Connection = 'connecting' | 'live' | 'lost'
export const connection = signal<Connection>('connecting')

/** Counts what makes all that is shown old: another token, an emulator that has come back. */
export const revision = signal(0)

export function giveToken(text: string): void {
  sessionStorage.setItem(KEY, text)
  token.value = text
  asksForToken.value = false
  revision.value++
}

export function credentials(): Record<string, string> {
  return token.value === '' ? {} : { authorization: `Bearer ${token.value}` }
}
