/** Reads the manifest of a plugin's zip archive; of the zip format just what that takes (APPNOTE.TXT sections 4.3.12 and 4.3.7). */
import { inflateRawSync } from 'node:zlib'

const END_RECORD = 0x06054b50
const CENTRAL_RECORD = 0x02014b50
const END_RECORD_BYTES = 22
const LONGEST_COMMENT = 65_535
const DEFLATED = 8
/** A manifest is a few lines; an archive that claims more is not looked into. */
const LARGEST_MANIFEST = 64 * 1024

/** The lines `name: value` of an archive's manifest, or `undefined` when it is no zip or has none. */
export function manifestIn(archive: Buffer): ReadonlyMap<string, string> | undefined {
  try {
    const text = entryText(archive, 'MANIFEST')
    return text === undefined ? undefined : linesOf(text)
  } catch {
    // Offsets in a damaged archive point anywhere; whatever reading them throws means the same.
    return undefined
  }
}

/** Of YAML what manifests are made of. */
function linesOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^(\w+)\s*:(?:\s+(.*))?$/.exec(line) ?? []
    if (name !== undefined) fields.set(name, plain(value.trim()))
  }
  return fields
}

/** A scalar without its quotes, or without the comment behind it. */
function plain(value: string): string {
  return /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(value)?.[2] ?? value.replace(/(?:^|\s+)#.*$/, '')
}

function entryText(archive: Buffer, wanted: string): string | undefined {
  const end = endRecordAt(archive)
  if (end === undefined) return undefined
  const count = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  for (let entry = 0; entry < count && archive.readUInt32LE(at) === CENTRAL_RECORD; entry++) {
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    if (name === wanted || name.endsWith(`/${wanted}`)) return contentAt(archive, at)
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return undefined
}

function contentAt(archive: Buffer, central: number): string {
  const method = archive.readUInt16LE(central + 10)
  const size = archive.readUInt32LE(central + 20)
  const local = archive.readUInt32LE(central + 42)
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const content = archive.subarray(start, start + Math.min(size, LARGEST_MANIFEST))
  const plain = method === DEFLATED ? inflateRawSync(content, { maxOutputLength: LARGEST_MANIFEST }) : content
  return plain.toString('utf8')
}

function endRecordAt(archive: Buffer): number | undefined {
  const last = archive.length - END_RECORD_BYTES
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
    if (archive.readUInt32LE(at) === END_RECORD) return at
  return undefined
}
