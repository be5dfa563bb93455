/** Brings URLs into the form that operations are routed by. */
import { INTERACTIVE_ROOT, PKI_ROOT } from '../roots.ts'
import { queryParameter } from './input-data.ts'

const REQUEST = `${INTERACTIVE_ROOT}/request`

export function rewrite(url: string): string {
  return operationPath(tokenInQuery(dropTrailingSlash(url)))
}

/**
 * Key Manager Plus ends the paths of its API in `/AUTHTOKEN=…` (its REST page, "Supported Format"): the token moves into the
 * query, before what is there.
 */
function tokenInQuery(url: string): string {
  if (!url.startsWith(PKI_ROOT)) return url
  const [, path, token, query] = TOKEN_IN_PATH.exec(url) ?? []
  return path === undefined ? url : `${path}?AUTHTOKEN=${token}${query === undefined ? '' : `&${query}`}`
}

const TOKEN_IN_PATH = /^([^?]+?)\/AUTHTOKEN=([^?]*)(?:\?(.*))?$/

/** Client C21 asks for `/resources/?AUTHTOKEN=…`: a slash before the query counts for nothing. */
function dropTrailingSlash(url: string): string {
  const mark = url.indexOf('?')
  let end = mark < 0 ? url.length : mark
  if (url.charAt(end - 1) !== '/') return url
  const query = url.slice(end)
  while (end > 1 && url.charAt(end - 1) === '/') end -= 1
  return url.slice(0, end) + query
}

/** Each OPERATION_NAME has a path of its own: the name moves from the query into the path before routing. */
function operationPath(url: string): string {
  if (!url.startsWith(`${REQUEST}?`)) return url
  const query = url.slice(REQUEST.length + 1)
  const name = queryParameter(query, 'OPERATION_NAME')
  return name && /^[A-Z_]{1,40}$/.test(name) ? `${REQUEST}/${name}?${query}` : url
}
