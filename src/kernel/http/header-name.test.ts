import { describe, expect, it } from 'vitest'
import { headerName } from './header-name.ts'

describe("a header's name", () => {
  it.each([
    ['set-cookie', 'Set-Cookie'],
    ['location', 'Location'],
    ['www-authenticate', 'WWW-Authenticate'],
    ['x-xss-protection', 'X-XSS-Protection'],
    ['x-pam-mock-unverified', 'X-Pam-Mock-Unverified'],
    ['X-oddLy-Written', 'X-oddLy-Written'],
  ])('%s goes out as %s', (name, written) => {
    expect(headerName(name)).toBe(written)
  })
})
