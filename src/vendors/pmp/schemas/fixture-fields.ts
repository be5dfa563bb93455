/** Fields that fixture files share. */
import { z } from 'zod'

export const id = z.string().regex(/^[1-9]\d{0,17}$/, 'an id is a decimal number as text, such as "303"')
export const login = z.string().min(1)
export const moment = z.iso.datetime({ offset: true }).describe('ISO 8601, such as "2024-03-13T20:50:00Z"')
