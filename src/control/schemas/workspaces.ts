import { z } from 'zod'

const id = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be 1 to 63 lower-case letters, digits and inner hyphens',
  )

export const workspaceRequest = z
  .strictObject({
    id: id.optional().meta({ description: 'By default an id that is free.' }),
    from: z.string().optional().meta({ description: 'The workspace to begin as; the fixtures otherwise.' }),
    profiles: z.record(z.string(), z.string()).optional(),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .meta({ description: 'Opens a port for this workspace alone; 0 takes any free one.' }),
  })
  .nullish()

export const workspaceParams = z.object({ id: z.string() })
