// @ts-check
// The tables of docs/fixtures.md: the sections of each surface's fixtures and their members, from the schemas.
import { readFileSync } from 'node:fs'
import { pathOf } from './generated.mjs'

/**
 * @typedef {{ description?: string, type?: string, properties?: Record<string, Section>, required?: string[],
 *   items?: Section }} Section
 */

const TITLES = { xtam: 'XTAM', sps: 'SPS', pmp: 'Password Manager Pro, PAM360' }

/** @param {(head: readonly string[], rows: readonly (readonly string[])[]) => string} table */
export function sectionTables(table) {
  return Object.entries(TITLES)
    .map(([surface, title]) => {
      const { properties } = JSON.parse(readFileSync(pathOf(`fixtures/schemas/${surface}.json`), 'utf8'))
      const rows = Object.entries(/** @type {Record<string, Section>} */ (properties))
        .filter(([name]) => name !== '$schema')
        .map(([name, section]) => [
          `\`${name}\``,
          section.type === 'array' ? 'list' : 'object',
          membersOf(section),
        ])
      return `### ${title}\n\n${table(['section', 'is', 'members; those in bold have to be there'], rows)}`
    })
    .join('\n\n')
}

/** @param {Section} section */
function membersOf(section) {
  const { properties = {}, required = [] } = section.items ?? section
  const names = Object.keys(properties).map((name) =>
    required.includes(name) ? `**\`${name}\`**` : `\`${name}\``,
  )
  return names.length > 0 ? names.join(', ') : 'by name'
}
