/** XTAM's settings: the catalogue's defaults for a profile, with the user's own values in their place. */
import type { z } from 'zod'
import { UserError } from '../../kernel/errors.ts'
import type { SettingsDefinition } from '../../kernel/surface.ts'
import { knobs } from './catalogue.ts'

export type XtamSettings = Readonly<z.output<typeof knobs>>

export const xtamSettings: SettingsDefinition<XtamSettings> = {
  surface: 'xtam',
  profiles: ['2019'],
  resolve(_profile, overrides) {
    const result = knobs.safeParse(overrides ?? {})
    if (result.success) return result.data
    const [issue] = result.error.issues
    const path = ['xtam', ...(issue?.path ?? [])].map(String).join('.')
    throw new UserError(`The setting ${path} is not valid: ${issue?.message ?? 'unknown fault'}.`)
  },
}
