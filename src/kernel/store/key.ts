/** The key of a row: unique in its table, never changed. */
export type Key = string
