/** XTAM's settings: the catalogue's defaults for a profile, with the user's own values in their place. */
import type { z } from 'zod'
import { parseKnobs } from '../../kernel/surface/knobs.ts'
import type { SettingsDefinition } from '../../kernel/world/settings.ts'
import { knobs } from './knobs.ts'

export type XtamSettings = Readonly<z.output<typeof knobs>>

export const xtamSettings: SettingsDefinition<XtamSettings> = {
  surface: 'xtam',
  profiles: ['2019'],
  schema: knobs,
  resolve: (_profile, overrides) => parseKnobs('xtam', knobs, overrides),
}
