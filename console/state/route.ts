/** What is shown, as the address says it: `#/journal?refused=true&entry=12`. */
import { computed, signal } from '@preact/signals'

const hash = signal(location.hash)
addEventListener('hashchange', () => (hash.value = location.hash))

export const route = computed(() => {
  const [path = '', query = ''] = hash.value.replace(/^#\/?/, '').split('?', 2)
  const steps = path
    .split('/')
    .filter((step) => step !== '')
    .map(decodeURIComponent)
  return { area: steps[0] ?? 'journal', steps: steps.slice(1), query: new URLSearchParams(query) }
})

export type Query = Readonly<Record<string, string | undefined>>

/** An address of the console; what is empty is left out. */
export function to(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter((one): one is [string, string] => (one[1] ?? '') !== '')
  const text = new URLSearchParams(given).toString()
  return `#/${path}${text && `?${text}`}`
}

/** The present address with other members in its query; `undefined` takes one away. */
export function withQuery(change: Query): string {
  const { area, steps, query } = route.value
  const path = [area, ...steps].map(encodeURIComponent).join('/')
  return to(path, { ...Object.fromEntries(query), ...change })
}

/** Goes there; a change that follows from typing leaves no step behind to go back to. */
export function go(address: string, replace = false): void {
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  hash.value = location.hash
}
