/** Files that come as parts of an upload. */
import type { Part } from '../../../kernel/http/multipart.ts'
import type { Call } from '../call.ts'
import { PmpError } from '../errors.ts'
import { uploadParts } from '../wire/body.ts'

/** @throws PmpError when there is no part of that name */
export function uploadedFile({ body }: Call, name: string): Part {
  const found = uploadParts(body).find((part) => part.name === name)
  if (found) return found
  throw lacksPart(name)
}

export function lacksPart(name: string): PmpError {
  return new PmpError(
    'input.field-missing',
    `The body must be multipart/form-data with a part "${name}" that holds the file.`,
    'Key Manager Plus clients (client C20)',
  )
}
