/** Steps that the stories of Password Manager Pro are made of. */
import type { ContractStep } from '../../../kernel/surface/contract.ts'

export const REST = '/restapi/json/v1'
export const PKI = '/api/pki/restapi'
export const INTERACTIVE = '/api/json/request'

/** An id that no object has, and a name. */
export const NO_ID = '99999999'
export const NONE = 'pam-mock-probe-none'

export const TOKEN = { AUTHTOKEN: '{{token}}' }
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** `INPUT_DATA`, encoded but for the variables in it. */
export function input(details: unknown): string {
  const encoded = encodeURIComponent(JSON.stringify({ operation: { Details: details } }))
  return `INPUT_DATA=${encoded.replaceAll(/%7B%7B(\w+)%7D%7D/g, '{{url:$1}}')}`
}

export function get(name: string, path: string, extras: Partial<ContractStep> = {}): ContractStep {
  return { name, method: 'GET', path, ...extras }
}

export function send(
  name: string,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  details?: unknown,
  extras: Partial<ContractStep> = {},
): ContractStep {
  return {
    name,
    method,
    path,
    ...(details === undefined ? {} : { headers: FORM, body: input(details) }),
    ...extras,
  }
}

/** A value by the name of its member. */
export function member(name: string): { readonly pattern: string } {
  return { pattern: String.raw`"${name}"\s*:\s*"?([^",}]+)` }
}
