/** Lives: of a service ticket (10 s by default), asked for a second before and after. */
import { APP, firstTicket, probe, signIn, slow, encode, validate } from './steps.ts'

const AT_APP = `?service=${encode(APP)}`

export const timeProbes = [8500, 11_500].flatMap((waitMs) => [
  slow(probe('lives', `service ticket after ${waitMs} ms`, firstTicket(), { ...validate(APP), waitMs })),
  slow(
    probe('lives', `service ticket of the form after ${waitMs} ms`, signIn(AT_APP), {
      ...validate(APP, '/p3/serviceValidate'),
      waitMs,
    }),
  ),
])
