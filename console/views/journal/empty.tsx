/** A journal to which nothing has come: how something does. */
import type { ShownHandle } from '../../client/shapes.ts'
import { to } from '../../state/route.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { useResource } from '../parts/use-resource.ts'

export function Empty() {
  const { data } = useResource<{ handles: readonly ShownHandle[] }>('handles')
  const line = data?.handles.find(({ signsIn, curl }) => signsIn && curl !== undefined)?.curl
  return (
    <div class="nothing">
      <p>Nothing has been asked of the products yet. Requests appear here as they come.</p>
      {line !== undefined && (
        <p>
          This one signs in: <code class="line">{line}</code>{' '}
          <CopyButton text={line} what="the line that signs in" />
        </p>
      )}
      <p>
        <a href={to('world/handles')}>World › Credentials and ids</a> has them all.
      </p>
    </div>
  )
}
