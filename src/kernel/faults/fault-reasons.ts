/** Why the product's answer never came, or came to nothing: a fault of the workspace. */
import type { Reason } from '../errors.ts'
import type { FaultEffect } from './faults.ts'

/** A fault that spoils an answer on its way, when the product has given it. */
export interface Spoil {
  readonly fault: string
  readonly effect: Extract<FaultEffect, { type: 'truncate' | 'malformed' }>
}

export function faultReason(rule: string, fault: string, does: string): Reason {
  return { rule, message: `The fault "${fault}" ${does}.`, source: 'a fault of this workspace' }
}

/** @param length of the answer's body in bytes, where it is known @returns nothing for an answer that is whole all the same */
export function spoilReason({ fault, effect }: Spoil, length: number | undefined): Reason | undefined {
  if (effect.type === 'malformed')
    return faultReason(
      'fault.malformed',
      fault,
      "makes the body of the product's answer one that nobody can read",
    )
  if (length !== undefined && cutAt(effect, length) === length) return undefined
  return faultReason('fault.truncate', fault, "breaks the product's answer off before its end")
}

/** After how many bytes of so many an answer breaks off. */
export function cutAt({ after }: { readonly after?: number | undefined }, length: number): number {
  return Math.min(after ?? Math.floor(length / 2), length)
}

/** Whether the product has done what it was asked to, and the answer alone was spoilt. */
export function isSpoilt(rule: string): boolean {
  return rule === 'fault.malformed' || rule === 'fault.truncate'
}
