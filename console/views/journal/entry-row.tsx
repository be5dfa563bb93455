/** An entry in the list: what was asked, and why it was refused if it was. */
import type { BriefEntry } from '../../client/shapes.ts'
import { withQuery } from '../../state/route.ts'
import { Status } from '../parts/status.tsx'

export function EntryRow({ entry, isChosen }: { entry: BriefEntry; isChosen: boolean }) {
  const { id, at, operation, request, response, reason, durationMs, fault } = entry
  return (
    <a
      class={`entry ${reason ? 'refused' : ''}`}
      href={withQuery({ entry: id })}
      aria-current={isChosen ? 'true' : undefined}
      // The list itself is where the keyboard is.
      tabIndex={-1}
    >
      <Status status={response.status} isRefused={reason !== undefined} />
      <span class="asked">
        <b>{request.method}</b> {request.path}
      </span>
      <time dateTime={at} title={at}>
        {at.slice(11, 23)}
      </time>
      <span class="why">
        {reason ? (
          <>
            <span class="rule">{reason.rule}</span> {reason.message}
          </>
        ) : (
          (operation ?? 'no operation')
        )}
        {fault !== undefined && <span class="fault"> fault {fault}</span>}
      </span>
      <span class="took">{durationMs.toFixed(1)} ms</span>
    </a>
  )
}
