/** XTAM's settings: the catalogue's defaults for a profile, with the user's own values in their place. */
import type { z } from 'zod'
import { lazily } from '../../kernel/lazily.ts'
import { freezeDeep } from '../../kernel/store/layer.ts'
import { parseKnobs } from '../../kernel/surface/knobs.ts'
import type { SettingsDefinition } from '../../kernel/world/settings.ts'
import { knobs } from './knobs.ts'

export type XtamSettings = Readonly<z.output<ReturnType<typeof knobs>>>

/** What they are where nobody says otherwise. */
const defaults = lazily((): XtamSettings => freezeDeep(parseKnobs('xtam', knobs(), undefined)))

export const xtamSettings: SettingsDefinition<XtamSettings> = {
  surface: 'xtam',
  profiles: ['2019'],
  get schema() {
    return knobs()
  },
  resolve: (_profile, overrides) =>
    overrides === undefined ? defaults() : parseKnobs('xtam', knobs(), overrides),
}
