/** Differences as verify tells them, at the places that have reasons. */
import { expect, it } from 'vitest'
import { placesOf } from './verify-places.ts'

it('tells headers one by one, and their order where it is another', () => {
  expect(
    placesOf([{ place: 'headers', original: 'A, Vary, Vary, B, Server', emulator: 'B, A, Vary, Other' }]),
  ).toEqual([
    { place: 'header vary', original: 'sent', emulator: '(none)' },
    { place: 'header server', original: 'sent', emulator: '(none)' },
    { place: 'header other', original: '(none)', emulator: 'sent' },
    { place: 'headers', original: 'a, vary, b', emulator: 'b, a, vary' },
  ])
  expect(placesOf([{ place: 'headers', original: 'A, B, Server', emulator: 'A, B' }])).toHaveLength(1)
})

it('tells whether a cookie is secure by itself', () => {
  const [original, emulator] = ['<value>; Path=/cas; Secure; HttpOnly', '<value>; Path=/cas; HttpOnly']
  expect(placesOf([{ place: 'cookie TGC', original, emulator }])).toEqual([
    { place: 'cookie TGC secure', original: 'true', emulator: 'false' },
  ])
  expect(placesOf([{ place: 'cookie TGC', original, emulator: '<value>; Path=/' }])).toHaveLength(2)
})

it('tells a page that says less from one that says something else', () => {
  const places = placesOf([
    { place: 'page p', original: 'A static list of users.', emulator: 'It has failed.' },
    { place: 'page p 2', original: 'It has failed. Try again.', emulator: '(none)' },
    { place: 'page h2', original: 'Sign in', emulator: 'Sign out' },
    { place: 'page title', original: 'Login', emulator: 'LOGIN' },
  ])
  expect(places.map(({ place }) => place)).toEqual(['page words', 'page words', 'page h2', 'page title'])
})
