/** What a matcher of Jest and Vitest answers. */
export interface MatcherResult {
  readonly pass: boolean
  message(): string
}
