/** A request of the journal, with its secrets, for what is worked out of many: who did what, and what will hurt. */
import type { Message } from '../match/message.ts'

export interface SeenRequest {
  /** Of its entry in the journal. */
  readonly id: string
  /** By the workspace's clock. */
  readonly at: number
  readonly surface: string | undefined
  readonly operation: string | undefined
  readonly method: string
  /** Path and query without a workspace prefix. */
  readonly path: string
  readonly status: number
  /** Whether there is a reason why it was refused, or a fault has answered it. */
  readonly isRefused: boolean
  readonly rule: string | undefined
  readonly message: Message
  /** Headers of the answer, by their names in lower case. */
  readonly answerHeaders: () => Readonly<Record<string, unknown>>
  /** The answer's body as text. */
  readonly answerText: () => string
}
