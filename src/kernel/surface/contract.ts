/**
 * What a surface is asked when its double is held against the product itself: stories as data. Texts may use `{{name}}`
 * for a value that was given or kept, and `{{url:name}}` for the same with everything percent-encoded.
 */

/** Values by name: credentials, and what answers gave. */
export type Variables = Readonly<Record<string, string>>

/** Where a value for later stands in an answer. */
export interface Kept {
  /** A regular expression with one group, over the header of that name (lines of several are joined) or over the body. */
  readonly pattern: string
  readonly header?: string
}

export interface ContractStep {
  /** What is asked, in a few words; unique in its story. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly keep?: Readonly<Record<string, Kept>>
  /** JSON pointers whose words are the product's own in this answer, besides those that are so everywhere. */
  readonly said?: readonly string[]
  /** Leads up to what is asked: its answer is not compared. */
  readonly silent?: true
  /** What this makes, and how it is taken away again. */
  readonly undo?: ContractUndo
}

export interface ContractUndo {
  /** What would be left behind, by name; a text with variables. */
  readonly thing: string
  readonly steps: readonly ContractStep[]
  /** Statuses of the last step that say that it is gone already: 404 by default. */
  readonly over?: readonly number[]
  /** It ends by itself: nobody need be told of one that is left. */
  readonly fades?: true
}

export interface ContractStory {
  /** Unique on its surface. */
  readonly name: string
  /** Whether it changes anything at the target but sessions of its own. */
  readonly writes?: true
  /** Variables that must be there, by whatever story gives them. */
  readonly needs?: readonly string[]
  /** Variables that it leaves for others; what it makes lives until all is done. */
  readonly gives?: readonly string[]
  /** Sent with each of its requests, unless a step says otherwise; `null` sends none. */
  readonly headers?: Readonly<Record<string, string>>
  readonly steps: readonly ContractStep[]
}

/** A value that a user gives. */
export interface ContractCredential {
  readonly description: string
  readonly required?: true
  /** It is no secret, though no report shows it. */
  readonly public?: true
}

/** An operation that nothing is asked of, and why. */
export type NotAsked = Readonly<Record<string, string>>

export interface Recognition {
  readonly step: ContractStep
  readonly is: (answer: ContractAnswer) => boolean
  /** As in "expected was …". */
  readonly expects: string
}

export interface Admission {
  readonly story: string
  readonly is: (answer: ContractAnswer) => boolean
}

export interface ContractPart {
  /** As in "only … answers there". */
  readonly name: string
  /** What its paths begin with. */
  readonly path: string
  readonly recognise: Recognition
  readonly admission: Admission
}

export interface SurfaceContract {
  readonly credentials: Readonly<Record<string, ContractCredential>>
  /** The built-in world's. */
  readonly builtIn: Variables
  /** What is worked out of the credentials, such as a header's value. */
  readonly derived: (given: Variables) => Variables
  /** The first request: whatever answers otherwise is another product. */
  readonly recognise: Recognition
  /** The story that shows whether the credentials are taken, by the answer to its first step. Nothing is sent before it but the above. */
  readonly admission: Admission
  /** What also runs without the rest of the product. It is looked for where the product is not recognised. */
  readonly part?: ContractPart
  /** What tells the product's version, in any answer to this operation: a regular expression with one group. */
  readonly version?: { readonly operation: string; readonly pattern: RegExp }
  readonly stories: readonly ContractStory[]
  /** Why operations that no story asks for are left out, by id; `*` at the end stands for any. */
  readonly notAsked: NotAsked
  /** Places of the body, as JSON pointers with `*` for any step, whose words are the product's own and no data. */
  readonly said: readonly string[]
  /** A member by whose value an object has other members; objects of different ones are not compared. */
  readonly discriminator?: string
  /** JSON pointers of members that are only there where there is something to tell. */
  readonly optional?: readonly string[]
  /** JSON pointers of objects whose members are named by data. */
  readonly maps?: readonly string[]
  /** What is different at every run, by a name for its kind; global expressions. */
  readonly volatile: Readonly<Record<string, RegExp>>
  /** Whether an answer refuses, where its status does not tell. */
  readonly refuses?: (answer: ContractAnswer) => boolean
  /** Whether the target says that it is asked too often. */
  readonly throttles?: (answer: ContractAnswer) => boolean
}

/** An answer as it came. */
export interface ContractAnswer {
  readonly status: number
  /** In their order and case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}
