/** Steps that the stories of XTAM are made of. */
import type { ContractStep } from '../../../kernel/surface/contract.ts'

export const REST = '/xtam/rest'
export const CAS = '/cas'
export const BASIC = { authorization: '{{basic}}' }
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** Ids that no object has: one of each kind. */
export const NO_ID = 'i-0ZZZZZZZZZZ'
export const NO_NUMBER = '999999999'
export const NONE = 'pam-mock-probe-none'

export function get(name: string, path: string, extras: Partial<ContractStep> = {}): ContractStep {
  return { name, method: 'GET', path, ...extras }
}

/** A form, with the token that a change needs. */
export function post(
  name: string,
  path: string,
  body = '',
  { headers, ...extras }: Partial<ContractStep> = {},
): ContractStep {
  return { name, method: 'POST', path, body, headers: { ...FORM, ...headers }, ...extras }
}

/** The same with JSON. */
export function postJson(
  name: string,
  path: string,
  value: object,
  extras: Partial<ContractStep> = {},
): ContractStep {
  return post(name, path, JSON.stringify(value), {
    ...extras,
    headers: { 'content-type': 'application/json', ...extras.headers },
  })
}

export const CHANGE = { ...BASIC, 'x-xsrf-token': '{{xsrf}}' }

/** The service that a ticket is for: the application itself. */
export const SERVICE = '{{url:service}}'

export const CREDENTIALS = 'username={{url:user}}&password={{url:password}}'
