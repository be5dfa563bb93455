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
  z.object({ username: text, password }).meta({ id: 'CasCredentials', required: ['username', 'password'] }),
)
export const serviceForm = deferred(() =>
  z.object({ service: text }).meta({ id: 'CasService', required: ['service'] }),
)
