/** The journal: what came, live, and one entry of it beside. */
import { route, withQuery, go } from '../../state/route.ts'
import { days, entryOf, notice, shown, total } from '../../state/journal.ts'
import { Docs, Title } from '../parts/documents.tsx'
import { Nothing } from '../parts/messages.tsx'
import { VirtualList } from '../parts/virtual-list.tsx'
import { Empty } from './empty.tsx'
import { EntryView } from './entry.tsx'
import { EntryRow } from './entry-row.tsx'
import { Filters } from './filters.tsx'

const ROW_HEIGHT = 52

export function JournalPage() {
  const entries = shown.value
  const count = entries.length
  const selected = route.value.query.get('entry') ?? ''
  const chosen = selected === '' ? undefined : entryOf(selected)
  const at = selected === '' ? -1 : entries.findLastIndex(({ id }) => id === selected)
  const entryAt = (place: number) => entries[count - 1 - place]!
  const row = (place: number) => {
    const entry = entryAt(place)
    return <EntryRow entry={entry} isChosen={entry.id === selected} />
  }
  return (
    <div class={`journal ${selected === '' ? '' : 'with-entry'}`}>
      <Title id="journal-title" name="Journal">
        What was asked and answered. A surface is one of the products as it is emulated; a rule is why
        something was refused. <Docs page="README.md#words">More words</Docs>
      </Title>
      <section class="list" aria-labelledby="journal-title">
        <Filters />
        {notice.value !== undefined && <p class="notice">{notice.value}</p>}
        {count > 0 ? (
          <VirtualList
            label="Requests, the newest first"
            count={count}
            rowHeight={ROW_HEIGHT}
            keyAt={(place) => entryAt(place).id}
            row={row}
            headings={days.value}
            focused={at < 0 ? -1 : count - 1 - at}
            onLeave={() => go(withQuery({ entry: undefined }), true)}
            onStep={(to) => go(withQuery({ entry: entries[count - 1 - to]?.id }), true)}
          />
        ) : total.value === 0 ? (
          <Empty />
        ) : (
          <Nothing>No request fits the filter.</Nothing>
        )}
      </section>
      {selected !== '' && <EntryView key={selected} id={selected} brief={chosen} />}
    </div>
  )
}
