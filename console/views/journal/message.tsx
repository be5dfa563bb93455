/** A request or an answer: its line, its body in each way that it can be read, its headers. */
import { decodedOf, decodedQueryOf, prettyOf } from '../../decode/body.ts'
import { Code } from '../parts/code.tsx'
import { Tabs, type Tab } from '../parts/tabs.tsx'

interface Message {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string | null
}

/** @param path whose query is shown opened, too */
export function MessageView({
  title,
  line,
  message: { headers, body },
  path,
}: {
  title: string
  line: string
  message: Message
  path?: string
}) {
  const parameters = path === undefined ? undefined : decodedQueryOf(path)
  const names = Object.keys(headers)
  return (
    <section class="message" aria-label={title}>
      <h3>{title}</h3>
      <p class="line">{line}</p>
      {parameters !== undefined && (
        <>
          <h4>Parameters, decoded</h4>
          <Code text={parameters} label={`Parameters of the ${title.toLowerCase()}, decoded`} isJson />
        </>
      )}
      <h4>Body</h4>
      {body === null || body === '' ? (
        <p class="nothing">{emptiness(headers)}</p>
      ) : (
        <Tabs label={`Body of the ${title.toLowerCase()}`} tabs={viewsOf(title, body, headers)} />
      )}
      <h4>Headers</h4>
      <dl class="headers">
        {names.map((name) => (
          <>
            <dt>{name}</dt>
            <dd>
              {[headers[name]].flat().map((one) => (
                <div>{String(one)}</div>
              ))}
            </dd>
          </>
        ))}
      </dl>
      {names.length === 0 && <p class="nothing">none</p>}
    </section>
  )
}

/** A request that is refused early is never read to its end. */
function emptiness(headers: Message['headers']): string {
  const announced = Number(headers['content-length'] ?? 0)
  return announced > 0 ? `not kept; ${announced} bytes were announced` : 'empty'
}

function viewsOf(title: string, body: string, headers: Message['headers']): Tab[] {
  const what = `of the ${title.toLowerCase()}`
  const type = headers['content-type']
  const decoded = decodedOf(body, typeof type === 'string' ? type : '')
  const pretty = prettyOf(body)
  const tabs: Tab[] = []
  if (decoded !== undefined)
    tabs.push({
      name: 'Decoded',
      content: () => <Code text={decoded} label={`Body ${what}, decoded`} isJson />,
    })
  if (pretty !== undefined)
    tabs.push({ name: 'Pretty', content: () => <Code text={pretty} label={`Body ${what}, pretty`} isJson /> })
  tabs.push({ name: 'Raw', content: () => <Code text={body} label={`Body ${what}, raw`} /> })
  return tabs
}
