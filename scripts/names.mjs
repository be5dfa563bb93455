// @ts-check
// Types of the names that catalogues hold (src/kernel/names.ts), from what was built: an editor offers them, and a compiler
// refuses any other.
import { existsSync, readFileSync } from 'node:fs'
import { METHODS } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

/** @typedef {Readonly<Record<string, any>>} Schema */

/**
 * @param {string} folder the build's @param {string} rulesFile none: any text may be a rule
 * @returns {Promise<Readonly<Record<string, string>>>} what stands to the right of each
 */
export async function nameTypes(folder, rulesFile) {
  const { surfaces } = await import(pathToFileURL(join(folder, 'surfaces.js')).href)
  /** @param {(surface: any) => readonly string[]} namesOf */
  const all = (namesOf) => union(surfaces.flatMap(namesOf))
  const rules = existsSync(rulesFile) ? JSON.parse(readFileSync(rulesFile, 'utf8')) : []
  return {
    SurfaceName: all(({ name }) => [name]),
    OperationName: all(({ operations }) => operations.map((/** @type {any} */ one) => one.operation.id)),
    RuleName: union(rules.map((/** @type {any} */ { id }) => id)),
    VendorFaultName: all(({ faults = {} }) => Object.keys(faults)),
    ActionName: all(({ actions = {} }) => Object.keys(actions)),
    HttpMethod: union([...METHODS, ...METHODS.map((one) => one.toLowerCase())]),
    ProfileChoices: members(
      surfaces.map((/** @type {any} */ { name, settings }) => [name, union(settings.profiles)]),
    ),
    KnobChoices: members(
      surfaces.map((/** @type {any} */ { name, settings }) => [name, knobsOf(settings.schema)]),
    ),
  }
}

/** @param {z.ZodType | undefined} schema */
function knobsOf(schema) {
  if (!schema) return 'Readonly<Record<string, unknown>>'
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return typeOf(/** @type {Schema} */ (described))
}

/** @param {Schema} schema @returns {string} */
function typeOf(schema) {
  if ('const' in schema) return JSON.stringify(schema['const'])
  if (schema['enum']) return union(schema['enum'])
  const alternatives = schema['anyOf'] ?? schema['oneOf']
  if (alternatives) return alternatives.map(typeOf).join(' | ')
  switch (schema['type']) {
    case 'string':
      return 'string'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array':
      return `readonly (${schema['items'] ? typeOf(schema['items']) : 'unknown'})[]`
    case 'object':
      return objectOf(schema)
    default:
      return 'unknown'
  }
}

/** @param {Schema} schema */
function objectOf({ properties, propertyNames, additionalProperties }) {
  if (properties)
    return members(
      Object.entries(properties).map(([name, one]) => [name, typeOf(/** @type {Schema} */ (one))]),
    )
  const keys = propertyNames?.enum ? union(propertyNames.enum) : 'string'
  const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'
  return `{ readonly [Name in ${keys}]?: ${value} }`
}

/** @param {readonly (readonly [string, string])[]} entries */
function members(entries) {
  return `{ ${entries.map(([name, type]) => `readonly ${JSON.stringify(name)}?: ${type}`).join('; ')} }`
}

/** @param {readonly unknown[]} words */
function union(words) {
  const unique = [...new Set(words.map((one) => JSON.stringify(one)))]
  return unique.length === 0 ? 'string' : unique.toSorted().join(' | ')
}
