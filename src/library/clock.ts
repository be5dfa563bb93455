import type { ClockState } from '../kernel/world/clock.ts'
import type { Caller } from './transport.ts'

/** A workspace's time. */
export interface ClockHandle {
  /** What the clock shows. */
  get(): Promise<ClockState>
  /**
   * Moves time forward: by milliseconds, or by a text such as `90s`, `20m`, `1h30m`. Whatever has expired by then is
   * expired for the next request.
   *
   * @example await mock.clock.advance('20m') // an idle SPS session is over now
   */
  advance(by: number | string): Promise<ClockState>
  /** Makes a moment the present one: a date, milliseconds since the epoch, or ISO 8601. */
  set(to: Date | number | string): Promise<ClockState>
  /** Stops time until {@link ClockHandle.thaw}. */
  freeze(): Promise<ClockState>
  /** Lets time run on from where it stands. */
  thaw(): Promise<ClockState>
}

export function clockHandle(caller: Caller): ClockHandle {
  const patch = (body: unknown): Promise<ClockState> => caller.call('PATCH', '/clock', body)
  return {
    get: () => caller.call('GET', '/clock'),
    advance: (by) => patch({ advance: by }),
    set: (to) => patch({ now: momentOf(to) }),
    freeze: () => patch({ frozen: true }),
    thaw: () => patch({ frozen: false }),
  }
}

/** A moment as the control plane takes it. */
export function momentOf(to: Date | number | string): string {
  return typeof to === 'string' ? to : new Date(to).toISOString()
}
