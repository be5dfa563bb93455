/** Credentials for a product: from a file or the environment, never from a flag, which others on the machine can read. */
import { UserError } from '../kernel/errors.ts'
import type { Variables } from '../kernel/surface/contract.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { contractOf } from '../verify/stories.ts'
import { readText } from './given.ts'

/** @throws UserError that names what is missing, or what the surface does not know */
export function credentialsFrom(
  file: string | undefined,
  surface: AnySurface,
  env: Readonly<Record<string, string | undefined>>,
): Variables {
  const known = contractOf(surface).credentials
  const given = file === undefined ? {} : parse(readText(file), file)
  for (const name of Object.keys(given))
    if (!Object.hasOwn(known, name))
      throw new UserError(
        `${file} has "${name}", which ${surface.name} does not take; it takes ${Object.keys(known).join(', ')}.`,
      )
  const all: Record<string, string> = {}
  for (const [name, { description, required }] of Object.entries(known)) {
    const value = given[name] ?? env[environmentName(name)]
    if (value !== undefined) all[name] = value
    else if (required)
      throw new UserError(
        `"${name}" is missing (${description}); put it into a file for --credentials, or into ${environmentName(name)}.`,
      )
  }
  return all
}

/** `PAM_MOCK_VERIFY_LIMITED_USER` for `limitedUser`. */
function environmentName(name: string): string {
  return `PAM_MOCK_VERIFY_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

/** JSON, or lines of `NAME=value`, in which the names may be those of the environment. */
function parse(text: string, file: string): Record<string, string> {
  if (text.trimStart().startsWith('{')) {
    const value = parseJson(text, file)
    const wrong = Object.entries(value).find(([, one]) => typeof one !== 'string' && typeof one !== 'number')
    if (wrong) throw new UserError(`"${wrong[0]}" in ${file} must be a text.`)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]))
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^\s*(?:export\s+)?(\w+)\s*=\s*(.*)$/.exec(line) ?? []
      if (name === undefined || value === undefined)
        throw new UserError(`${file} is neither JSON nor lines of NAME=value.`)
      return [memberName(name), value.replace(/^(["'])(.*)\1$/, '$2')]
    }),
  )
}

function memberName(name: string): string {
  const plain = name.replace(/^PAM_MOCK_VERIFY_/, '')
  return plain === plain.toUpperCase()
    ? plain.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    : plain
}

function parseJson(text: string, file: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    // Its message would quote what is in the file.
    throw new UserError(`${file} is no JSON.`)
  }
}
