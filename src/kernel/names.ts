/**
 * Names that catalogues hold. Here they are any text, since the kernel knows no product; in the types of the package, the
 * build makes them what the products declare, so that an editor offers them and a compiler refuses any other.
 */
export type SurfaceName = string
export type OperationName = string
export type RuleName = string
/** Name of a failure that a product declares. */
export type VendorFaultName = string
export type ActionName = string
/** Product version for each surface. */
export type ProfileChoices = Readonly<Record<string, string>>
/** Knobs for each surface. */
export type KnobChoices = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** A name, or a pattern of some: `*` stands for any run of characters. */
export type NamesOf<Name extends string> = Name | `${string}*${string}`

/** An HTTP method, in either case. */
export type HttpMethod = string
