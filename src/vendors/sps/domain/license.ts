/** The licence: what of the file becomes visible at `management/license`. No readable source shows either form. */
import { SpsError } from '../errors.ts'
import type { Features } from '../profiles.ts'
import type { Tables } from '../state.ts'

const PATH = 'management/license'
const SOURCE = 'SPS REST API Reference Guide 6.0.5, "License" (the upload is our reading)'

/** Puts a licence in the place of the present one. @throws SpsError when the file is none of this version's */
export function putLicense(tables: Tables, file: string | undefined, kind: Features['setupLicense']): void {
  const reason = faultOf(file, kind)
  const members = reason === undefined ? membersOf(file ?? '') : {}
  if (reason !== undefined || Object.keys(members).length === 0)
    throw invalid(reason ?? 'the file names neither product nor limits')
  const before = tables.nodes.get(PATH)?.body as object | undefined
  tables.nodes.put(PATH, { path: PATH, collection: null, body: { ...before, ...members } })
}

/** Why a version cannot use a licence file: 7.2 and later take XML, older ones a text (guide 7.2, page 51). */
export function faultOf(file: string | undefined, kind: Features['setupLicense']): string | undefined {
  if (file === undefined || file.trim() === '') return 'data: is missing'
  const isXml = file.trimStart().startsWith('<')
  if (kind === 'xml' && !isXml) return 'license: expected an XML <LicenseFile>'
  return kind === 'text' && isXml ? 'license: expected the text of the license file' : undefined
}

/** `Product: Shell Control Box`, line by line, or `<Product>…</Product>`. */
function membersOf(file: string): Record<string, string> {
  const pairs = file.trimStart().startsWith('<')
    ? [...file.matchAll(/<([A-Za-z]\w*)>([^<]*)<\/\1>/g)]
    : [...file.matchAll(/^([A-Za-z][\w ]*):[ \t]*(\S.*)$/gm)]
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [memberName(name), value.trim()]))
}

/** `LimitType` and `Limit type` are `limit_type` in the configuration. */
function memberName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(' ', '_')
    .toLowerCase()
}

function invalid(reason: string): SpsError {
  return new SpsError(
    'semantic-error',
    {
      rule: 'sps.license.file',
      message: `The body must be a licence file, alone or as the part "data" of a form (${reason}).`,
      source: SOURCE,
    },
    { path: '/api/upload/license', reason },
  )
}
