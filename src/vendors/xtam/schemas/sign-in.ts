/** Forms of the sign-in module, and a file for the one function that takes one. Other fields are ignored. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'

const text = z.string().optional()
const password = text.meta({ format: 'password' })

/** The login form, and the form for the code of an authenticator. */
export const loginForm = deferred(() =>
  z
    .object({
      execution: text.meta({ description: 'as the page had it' }),
      username: text,
      password,
      token: text.meta({ description: 'the code of the authenticator' }),
      service: text,
    })
    .meta({ id: 'CasLoginForm' }),
)
export const credentialsForm = deferred(() =>
  z
    .object({
      username: text,
      password,
      token: text.meta({ description: 'an authentication token, in place of login and password' }),
      service: text.meta({ description: 'where the user is to go, to learn whether that is allowed' }),
    })
    .meta({ id: 'CasCredentials', required: ['username', 'password'] }),
)
export const renewalForm = deferred(() =>
  z
    .object({
      service: text,
      renew: text.meta({ description: 'true: credentials are given again (CAS 6)' }),
      username: text,
      password,
    })
    .meta({ id: 'CasService', required: ['service'] }),
)
