/** That the emulator does not answer; it is tried again until it does. */
import { connection } from '../client/session.ts'

export function Banner() {
  return (
    <div role="alert" class={connection.value === 'lost' ? 'banner' : 'hidden'}>
      {connection.value === 'lost' &&
        'The emulator does not answer. This page goes on by itself once it does; what is shown is what was there before.'}
    </div>
  )
}
