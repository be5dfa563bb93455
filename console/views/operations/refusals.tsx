/** The rules that an operation can refuse by, with their sentences. */
import { to } from '../../state/route.ts'
import { useResource } from '../parts/use-resource.ts'

interface Rule {
  readonly id: string
  readonly surface?: string
  readonly met: string
  readonly operations: readonly string[]
  readonly reasons: readonly { readonly sentence: string; readonly source: string }[]
}

export function Refusals({ id }: { id: string }) {
  const { data } = useResource<{ rules: readonly Rule[] }>('rules')
  const surface = id.split('.')[0]
  const own = data?.rules.filter(({ operations }) => operations.some((one) => isLike(id, one))) ?? []
  const common = data?.rules.filter((one) => one.surface === surface && one.met === 'by any operation') ?? []
  if (own.length + common.length === 0) return null
  return (
    <section aria-label="Refusals">
      <h3>What it can refuse</h3>
      <RuleList rules={own} />
      {common.length > 0 && (
        <details>
          <summary>
            {common.length} that any operation of {surface} can refuse by
          </summary>
          <RuleList rules={common} />
        </details>
      )}
    </section>
  )
}

function RuleList({ rules }: { rules: readonly Rule[] }) {
  return (
    <dl class="rules">
      {rules.map(({ id, reasons }) => (
        <>
          <dt>
            <a href={to('journal', { rule: id })}>{id}</a>
          </dt>
          {reasons.slice(0, 3).map(({ sentence, source }) => (
            <dd>
              {sentence} <small>{source}</small>
            </dd>
          ))}
        </>
      ))}
    </dl>
  )
}

function isLike(id: string, pattern: string): boolean {
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern
}
