/** What words of the console mean, as README.md (Words) says it, and where a rule is explained. */
export const MEANS = {
  surface: 'One of the products as it is emulated: xtam, sps or pmp',
  operation: 'What a client asks of a product, such as sps.configuration.list; * stands for any part',
  rule: 'Why something is refused, such as sps.session.expired; * stands for any part',
  text: 'Anywhere in path, operation, rule, reason or fault',
  evidence: 'What our knowledge of it rests on',
} as const

export const EVIDENCE: Readonly<Record<string, string>> = {
  documented: 'is what a page of the vendor says',
  client: 'what a real client shows',
  inferred: 'our reading',
}

/** As GitHub names a heading that is a rule's id. */
export function pageOfRule(rule: string): string {
  return `docs/rules.md#${rule.replaceAll('.', '')}`
}
