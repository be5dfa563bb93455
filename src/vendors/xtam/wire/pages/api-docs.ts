/** The page of REST functions. The product's is interactive, and nobody published a copy; ours lists what there is. */
import type { ListedOperation } from '../../../../kernel/surface/operation.ts'
import { escapeHtml } from './tomcat.ts'

/** `xtam.record.unlock` and its like, as an HTML table; each path leads to nothing but itself. */
export function apiDocsPage(functions: readonly ListedOperation[]): string {
  const rows = functions.map(
    ({ method, path, summary, evidence }) =>
      `<tr><td>${method}</td><td>${path}</td><td>${escapeHtml(summary)}</td><td>${evidence}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
<head><meta charset="UTF-8"><title>XTAM API Documentation</title></head>
<body>
<h1>API Documentation</h1>
<table>
<tr><th>Method</th><th>Path</th><th>Function</th><th>Evidence</th></tr>
${rows.join('\n')}
</table>
<p><a href="openapi.json">OpenAPI</a></p>
</body>
</html>
`
}

/** The same as an OpenAPI 3.0 document, the version of the product's time. */
export function apiDocument(functions: readonly ListedOperation[], server: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const { id, method, path, summary, evidence } of functions) {
    const template = path.replaceAll(/:(\w+)/g, '{$1}')
    const names = Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => name)
    const [, noun = ''] = id.split('.')
    ;(paths[template] ??= {})[method.toLowerCase()] = {
      operationId: `${id}.${method.toLowerCase()}`,
      tags: [noun],
      summary,
      'x-pam-mock-evidence': evidence,
      ...(names.length > 0 && {
        parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      }),
      responses: { default: { description: 'The answer of the function.' } },
    }
  }
  return { openapi: '3.0.3', info: { title: 'XTAM', version: '1' }, servers: [{ url: server }], paths }
}
