/** What the surfaces answer as in this workspace: profiles and knobs, with what they rest on. */
import { readKnobPage } from '../knob-page.ts'
import { knobsOf } from '../knobs.ts'
import { profilesOf } from '../links.ts'
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'

export const settingsGet = operation({
  id: 'control.settings.get',
  route: 'GET /settings',
  summary: 'Profiles and knobs in force, with their evidence',
  answers: { 200: answers.settings },
  async run({ kernel, workspace }) {
    const notes = await readKnobPage()
    const inForce = profilesOf(kernel, workspace)
    return ok({
      surfaces: kernel.surfaces.map(({ name, settings }) => ({
        surface: name,
        profile: inForce[name]!,
        profiles: [...settings.profiles],
        knobs: knobsOf(settings, workspace, notes),
      })),
    })
  },
})
