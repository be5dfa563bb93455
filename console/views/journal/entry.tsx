/** An entry: why it was refused first, then what was asked beside what was answered. */
import { useState } from 'preact/hooks'
import { query } from '../../client/call.ts'
import type { BriefEntry, JournalEntry } from '../../client/shapes.ts'
import { to, withQuery } from '../../state/route.ts'
import { Docs } from '../parts/documents.tsx'
import { pageOfRule } from '../parts/meanings.ts'
import { Loading, Nothing, ProblemNote } from '../parts/messages.tsx'
import { Status, Surface } from '../parts/status.tsx'
import { useResource } from '../parts/use-resource.ts'
import { CopyMenu } from './copy-menu.tsx'
import { MessageView } from './message.tsx'

export function EntryView({ id, brief }: { id: string; brief: BriefEntry | undefined }) {
  const [isUnmasked, unmask] = useState(false)
  const path = `journal${query({ id, unmasked: isUnmasked || undefined })}`
  const { data, problem } = useResource<{ entries: readonly JournalEntry[] }>(path)
  const entry = data?.entries[0]
  return (
    <section class="detail" aria-labelledby="entry-title">
      <header>
        <a class="button small" href={withQuery({ entry: undefined })}>
          Close
        </a>
        <h2 id="entry-title">
          Request {id}
          {brief && `: ${brief.request.method} ${brief.request.path.split('?', 1)[0]}`}
        </h2>
      </header>
      <ProblemNote text={problem} />
      {brief?.reason && <Reason entry={brief} />}
      {!data && problem === undefined && <Loading />}
      {data && !entry && <Nothing>The journal has forgotten this request.</Nothing>}
      {entry && (
        <>
          <Facts entry={entry} />
          <div class="deeds">
            <button type="button" aria-pressed={isUnmasked} onClick={() => unmask(!isUnmasked)}>
              {isUnmasked ? 'Mask secrets again' : 'Show secrets of this request'}
            </button>
            <CopyMenu entry={entry} isUnmasked={isUnmasked} />
          </div>
          <div class="exchange">
            <MessageView
              title="Request"
              line={`${entry.request.method} ${entry.request.path}`}
              message={entry.request}
              path={entry.request.path}
            />
            <MessageView
              title="Answer"
              line={
                entry.response.status === 0
                  ? 'no answer: the connection was cut'
                  : String(entry.response.status)
              }
              message={entry.response}
            />
          </div>
        </>
      )}
    </section>
  )
}

function Reason({ entry: { reason, operation } }: { entry: BriefEntry }) {
  if (!reason) return null
  return (
    <div class="reason">
      <h3>Why it was refused</h3>
      <p class="sentence">{reason.message}</p>
      <dl>
        <dt>Rule</dt>
        <dd>
          <a href={withQuery({ rule: reason.rule, entry: undefined })}>{reason.rule}</a>{' '}
          <Docs page={pageOfRule(reason.rule)}>explained</Docs>
        </dd>
        <dt>Documented in</dt>
        <dd>{reason.source}</dd>
        {operation !== null && (
          <>
            <dt>Operation</dt>
            <dd>
              <a href={to(`operations/${encodeURIComponent(operation)}`)}>{operation}</a>
            </dd>
          </>
        )}
      </dl>
    </div>
  )
}

function Facts({
  entry: { surface, operation, at, durationMs, response, reason, fault },
}: {
  entry: JournalEntry
}) {
  return (
    <p class="facts">
      <Status status={response.status} isRefused={reason !== undefined} /> <Surface name={surface} />{' '}
      {operation !== null && !reason && (
        <a href={to(`operations/${encodeURIComponent(operation)}`)}>{operation}</a>
      )}{' '}
      <time dateTime={at}>{at.replace('T', ' ')}</time> took {durationMs} ms
      {fault !== undefined && (
        <>
          , <a href={to('levers/faults')}>fault {fault}</a> fired
        </>
      )}
    </p>
  )
}
