import { z } from 'zod'
import { deferred } from '../../kernel/schema.ts'
import { moment } from './clock.ts'

const id = deferred(() =>
  z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      'must be 1 to 63 lower-case letters, digits and inner hyphens',
    ),
)

/** Flags write a knob as `sps.transactions`; here it stands below its surface. */
const knobsOfSurface = deferred(() =>
  z.record(z.string(), z.unknown(), {
    error: ({ path }) => {
      const [, surface, knob] = /^([^.]+)\.(.+)$/.exec(String(path?.at(-1))) ?? []
      return surface === undefined
        ? 'must be an object of knobs, such as {"sps":{"transactions":…}}'
        : `must stand below its surface; write {"${surface}":{"${knob}":…}}`
    },
  }),
)

const members = deferred(() =>
  z.strictObject({
    from: z.string().optional().meta({ description: 'The workspace to begin as; the fixtures otherwise.' }),
    snapshot: z.string().optional().meta({
      description: 'The snapshot to begin as, of the workspace that `from` names or of the default one.',
    }),
    fixtures: z.record(z.string(), z.record(z.string(), z.unknown())).optional().meta({
      description:
        "Sections by surface, in place of the server's fixtures; surfaces that are left out keep those. Each surface's sections are described by its file in fixtures/schemas.",
    }),
    profiles: z.record(z.string(), z.string()).optional(),
    settings: z.record(z.string(), knobsOfSurface()).optional().meta({
      description: "Knobs by surface, in place of the server's; those that are left out keep those.",
    }),
    clock: z
      .strictObject({ now: moment().optional(), frozen: z.boolean().optional() })
      .optional()
      .meta({ description: 'What its clock begins as; the time of the machine otherwise.' }),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .meta({ description: 'Opens a port for this workspace alone; 0 takes any free one.' }),
  }),
)

export const workspaceRequest = deferred(() =>
  members()
    .extend({ id: id().optional().meta({ description: 'By default an id that is free.' }) })
    .nullish(),
)

/** What a workspace is to be whose id stands in the path. */
export const namedWorkspaceRequest = deferred(() => members().nullish())

export const newWorkspaceParams = deferred(() => z.object({ id: id() }))

export const workspaceParams = deferred(() => z.object({ id: z.string() }))
