import { expect, it } from 'vitest'
import { inMapOrder } from './java-map.ts'

/** As Apereo CAS 6.6.12 and 5.2.6 listed them. */
it.each([
  [
    'clientIpAddress lastName isFromNewLogin authenticationDate successfulAuthenticationHandlers userAgent credentialType firstName authenticationMethod geoLocation serverIpAddress longTermAuthenticationRequestTokenUsed username',
    // The map grew from 16 places to 32, which keeps the order of those that share one.
    'authenticationMethod geoLocation',
  ],
  [
    'credentialType firstName lastName isFromNewLogin authenticationDate authenticationMethod successfulAuthenticationHandlers longTermAuthenticationRequestTokenUsed username',
    'firstName lastName',
  ],
])('lists %s', (listed, sharing) => {
  const names = listed.split(' ')
  const others = names.filter((name) => !sharing.includes(name))
  expect(inMapOrder([...sharing.split(' '), ...others.toReversed()])).toEqual(names)
})
