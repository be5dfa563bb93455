import { STATUS_CODES } from 'node:http'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TOMCAT_DEFAULTS, knobs } from '../../knobs.ts'
import { tomcatPage } from './tomcat.ts'

describe("Tomcat's page", () => {
  it.each(statusesOf(knobs()))('calls %i, which a knob can choose, by its name', (status) => {
    expect(tomcatPage(status, {}, TOMCAT_DEFAULTS)).toContain(
      `<h1>HTTP Status ${status} – ${STATUS_CODES[status]}</h1>`,
    )
  })
})

/** Every status of an error that some knob can be set to. */
function statusesOf(schema: unknown): number[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return statusesOf(schema.unwrap())
  if (schema instanceof z.ZodObject) {
    const found = Object.entries(schema.shape)
      // The sign-in module's pages are its own.
      .filter(([name]) => name !== 'cas')
      .flatMap(([, one]) => statusesOf(one))
    return [...new Set(found)]
  }
  if (!(schema instanceof z.ZodLiteral)) return []
  return [...schema.values].filter((value) => typeof value === 'number' && value >= 400) as number[]
}
