import { z } from 'zod'

export const actionParams = z.object({ surface: z.string(), action: z.string() })
export const actionBody = z
  .unknown()
  .meta({ description: 'What the action has to be told; see GET /actions.' })
