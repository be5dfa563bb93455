/** What the emulator is: its version, its workspace, its products. */
import { computed, signal } from '@preact/signals'
import { get } from '../client/call.ts'
import { revision } from '../client/session.ts'
import type { Health } from '../client/shapes.ts'

export const health = signal<Health | undefined>(undefined)
export const surfaces = computed(() => Object.keys(health.value?.profiles ?? {}))
export const workspace = computed(() => health.value?.workspace ?? '')

/** Asks now, and whenever the emulator may be another one. */
export function startAbout(): void {
  revision.subscribe(() => {
    get<Health>('health').then(
      (answer) => (health.value = answer),
      () => undefined,
    )
  })
}
