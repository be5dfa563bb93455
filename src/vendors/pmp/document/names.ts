/** Names that the document gives: of operations for generated clients, and of components. */
import type { Declaration } from '../../../kernel/surface/operation.ts'

/** `AccountPasswordGet` of `pmp.account.password.get`. */
export function typeName({ id }: Declaration): string {
  return id
    .split(/[.-]/)
    .slice(1)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** A name of an operation that has its place already, told apart by its method. */
export function operationIdBy(method: string, operation: Declaration): string {
  const name = typeName(operation)
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}By${method.charAt(0)}${method.slice(1).toLowerCase()}`
}

/** Where a component is. */
export function schemaAt(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}
