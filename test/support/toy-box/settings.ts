/** Two versions of the manual, and one knob. */
import { z } from 'zod'
import { UserError } from '../../../src/kernel/errors.ts'
import type { SettingsDefinition } from '../../../src/kernel/world/settings.ts'

const knobs = z.strictObject({ loud: z.boolean().optional() })

export const toySettings: SettingsDefinition<{
  readonly profile: string
  readonly loud?: boolean | undefined
}> = {
  surface: 'toy',
  profiles: ['2', '1'],
  resolve(profile, overrides) {
    const result = knobs.safeParse(overrides ?? {})
    if (!result.success) throw new UserError('toy.loud is the only knob there is.')
    return { profile, ...result.data }
  },
}
