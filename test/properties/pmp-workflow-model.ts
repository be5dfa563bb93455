/** The access control workflow as the vendor's pages tell it: what each step answers and leaves behind. */

export const people = ['admin', 'operations', 'dbadmin', 'guest', 'jthomas'] as const
export type Person = (typeof people)[number]
export const approvers: ReadonlySet<Person> = new Set(['admin', 'operations', 'dbadmin'])

export const accounts = ['single', 'dual'] as const
export type Account = (typeof accounts)[number]

/** How the two accounts are set up. */
export const rules = {
  single: { approvals: 1, exclusiveMinutes: 30, isReasonRequired: false, isRotated: false },
  dual: { approvals: 2, exclusiveMinutes: 60, isReasonRequired: true, isRotated: true },
} as const
export const VOID_MINUTES = 24 * 60

interface Request {
  state: 'waiting' | 'approved' | 'checked-out'
  readonly approvedBy: Set<Person>
  endsAt: number
}

export const SUCCESS = {
  request: 'Request to view password have been raised successfully',
  approve: 'Password Approved successfully',
  reject: 'Password Rejected successfully',
  checkOut: 'Password have been checked out successfully',
  checkIn: 'Password have been checked in successfully',
  read: 'Password fetched successfully',
} as const

export const REFUSED = {
  exists: 'Request has already been raised for this password',
  reason: 'Reason is mandatory',
  notAuthorized: 'You are not authorized to perform this operation',
  noRequest: 'No such request found',
  twice: 'You have already approved this request',
  inUse: 'Password is currently in use',
  notApproved: 'Password request is not approved',
  notCheckedOut: 'Password is not checked out',
} as const

/** Time in minutes; what each person has of each account; how often each password has changed. */
export class Model {
  now = 0
  readonly rotations: Record<Account, number> = { single: 0, dual: 0 }
  readonly #requests: Record<Account, Map<Person, Request>> = { single: new Map(), dual: new Map() }

  holder(account: Account): Person | undefined {
    return [...this.#requests[account]].find(([, { state }]) => state === 'checked-out')?.[0]
  }

  stateOf(account: Account, person: Person): Request['state'] | 'none' {
    return this.#requests[account].get(person)?.state ?? 'none'
  }

  request(account: Account, person: Person, reason: string | undefined): string {
    if (this.stateOf(account, person) !== 'none') return REFUSED.exists
    if (rules[account].isReasonRequired && reason === undefined) return REFUSED.reason
    const endsAt = this.now + VOID_MINUTES
    this.#requests[account].set(person, { state: 'waiting', approvedBy: new Set(), endsAt })
    return SUCCESS.request
  }

  approve(account: Account, by: Person, person: Person): string {
    const request = this.#requests[account].get(person)
    if (!approvers.has(by)) return REFUSED.notAuthorized
    if (request?.state !== 'waiting') return REFUSED.noRequest
    if (by === person) return REFUSED.notAuthorized
    if (request.approvedBy.has(by)) return REFUSED.twice
    request.approvedBy.add(by)
    if (request.approvedBy.size >= rules[account].approvals) request.state = 'approved'
    return SUCCESS.approve
  }

  reject(account: Account, by: Person, person: Person): string {
    if (!approvers.has(by)) return REFUSED.notAuthorized
    if (!['waiting', 'approved'].includes(this.stateOf(account, person))) return REFUSED.noRequest
    this.#requests[account].delete(person)
    return SUCCESS.reject
  }

  checkOut(account: Account, person: Person): string {
    const request = this.#requests[account].get(person)
    if (request?.state !== 'approved') return REFUSED.notApproved
    if (this.holder(account) !== undefined) return REFUSED.inUse
    request.state = 'checked-out'
    request.endsAt = this.now + rules[account].exclusiveMinutes
    return SUCCESS.checkOut
  }

  checkIn(account: Account, person: Person): string {
    if (this.stateOf(account, person) !== 'checked-out') return REFUSED.notCheckedOut
    this.#giveBack(account, person)
    return SUCCESS.checkIn
  }

  checkInFor(account: Account, by: Person, person: Person): string {
    if (!approvers.has(by)) return REFUSED.notAuthorized
    if (!['approved', 'checked-out'].includes(this.stateOf(account, person))) return REFUSED.noRequest
    this.#giveBack(account, person)
    return SUCCESS.checkIn
  }

  read(account: Account, person: Person): string {
    const holder = this.holder(account)
    if (holder === person) return SUCCESS.read
    if (holder !== undefined) return REFUSED.inUse
    return this.stateOf(account, person) === 'approved' ? REFUSED.notCheckedOut : REFUSED.notApproved
  }

  wait(minutes: number): void {
    this.now += minutes
    for (const account of accounts)
      for (const [person, { endsAt }] of this.#requests[account])
        if (endsAt <= this.now) this.#giveBack(account, person)
  }

  #giveBack(account: Account, person: Person): void {
    if (this.stateOf(account, person) === 'checked-out' && rules[account].isRotated)
      this.rotations[account] += 1
    this.#requests[account].delete(person)
  }
}
