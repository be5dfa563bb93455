// @ts-check
// Ends a process, and cuts the power, at each call that it makes to the file system, and looks what can be opened then.
import { openLibrary, contentOf, act } from './library.mjs'
import { ForgetfulDisk } from './forgetful-disk.mjs'
import { randomOf, upTo } from './random.mjs'

/** @typedef {import('./random.mjs').Random} Random */

/**
 * @typedef {object} Result
 * @property {number} calls calls to the file system, at each of which an end was tried
 * @property {number} kills files that were opened as a killed process leaves them
 * @property {number} cuts files that were opened as a power cut may leave them
 * @property {number} answered updates
 * @property {number} compactions
 * @property {string[]} lost what was found wrong
 */

/** A compaction at every few dozen changes. */
const COMPACT_AFTER = 3000
/** Of so many openings of what an end left, each call is one at which that ends as well. */
const ENDS_IN_OPENING = 25
/** A world that is made on files that an end left. */
const AFTERWARDS = 'afterwards'

/**
 * @param {object} options
 * @param {'process' | 'disk'} options.durability
 * @param {number} options.seed
 * @param {number} [options.lives] processes, one after the other
 * @param {number} [options.updates] of each
 * @param {keyof import('./forgetful-disk.mjs').Disk} [options.without] a call that the disk only pretends to make
 * @returns {Promise<Result>}
 */
export async function endEverywhere({ durability, seed, lives = 5, updates = 70, without }) {
  const story = new Story(durability, randomOf(seed), without)
  for (let life = 0; life < lives; life++) await story.live(updates)
  return story.result
}

class Story {
  /** @type {Result} */
  result = { calls: 0, kills: 0, cuts: 0, answered: 0, compactions: 0, lost: [] }
  #durability
  #random
  #without
  #disk = new ForgetfulDisk()
  /** What was there after each update, from the beginning; an end leaves one of these. @type {string[]} */
  #history = ['[]']
  /** Those before this one must not be found any more, after a kill and after a power cut. */
  #written = 0
  #safe = 0

  /** @param {'process' | 'disk'} durability @param {Random} random @param {string} [without] */
  constructor(durability, random, without) {
    this.#without = without
    this.#durability = durability
    this.#random = random
  }

  /** A process begins, does things, and ends. @param {number} updates */
  async live(updates) {
    const random = this.#random
    let isOver = false
    let isCompacting = false
    let isActing = false
    /** Empty while it is being opened. @type {import('./library.mjs').Library[]} */
    const opened = []
    const step = () => {
      const [library] = opened
      if (!library || isActing) return
      isActing = true
      this.#act(library)
      isActing = false
    }
    const disk = this.#disk.seenBy(
      (call) => {
        if (isOver) return
        this.result.calls++
        this.#endHere(call)
        // While a compaction is at work, others go on writing.
        if (isCompacting && random() < 0.2) step()
      },
      (bytes) => (random() < 0.2 ? 1 + upTo(random, bytes) : bytes),
    )
    const library = openLibrary({
      disk: this.#without === undefined ? disk : { ...disk, [this.#without]: async () => undefined },
      compactAfter: COMPACT_AFTER,
      compacting: async (_, work) => {
        await later()
        this.result.compactions++
        isCompacting = true
        work()
        isCompacting = false
      },
    })
    opened.push(library)
    // What is shown to clients must not go away again.
    if (this.#durability === 'disk') this.#safe = this.#written
    for (let left = updates; left > 0; left--) {
      step()
      if (random() < 0.3) await later()
    }
    if (random() < 0.3) {
      await library.adapter.close()
      this.#safe = this.#written
    }
    isOver = true
    const isCut = random() < 0.5
    this.#disk = isCut ? this.#disk.afterPowerCut(random) : this.#disk.afterKill()
    this.#goOnFrom(isCut)
  }

  /** @param {import('./library.mjs').Library} library */
  #act(library) {
    const { adapter } = library
    const before = adapter.appended
    // Until it has returned, it may be there or not.
    this.#underWay = () => contentOf(library)
    try {
      act(library, this.#random)
    } finally {
      this.#underWay = undefined
    }
    if (adapter.appended === before) return
    this.#history.push(contentOf(library))
    const now = (this.#written = this.#history.length - 1)
    this.result.answered++
    if (this.#durability === 'process') return
    const life = this.#disk
    void adapter.durable().then(() => {
      if (this.#disk === life) this.#safe = Math.max(this.#safe, now)
    })
  }

  /** @type {(() => string) | undefined} */
  #underWay

  /** Opens what is left if it ends just now. @param {string} call */
  #endHere(call) {
    this.#check(this.#disk.afterKill(), this.#written, `killed before it could ${call}`)
    this.result.kills++
    this.#check(this.#disk.afterPowerCut(this.#random), this.#safe, `cut off before it could ${call}`)
    this.result.cuts++
  }

  /** @param {ForgetfulDisk} left @param {number} from @param {string} when */
  #check(left, from, when) {
    let isDeep = upTo(this.#random, ENDS_IN_OPENING) === 0
    const before = () => isDeep && this.#endInOpening(left, from, when)
    try {
      const library = openLibrary({ disk: left.seenBy(before), compactAfter: COMPACT_AFTER })
      if (!this.#mayBe(contentOf(library), from))
        this.result.lost.push(`${when}: what is found was never there, or is older`)
      const again = this.#goesOn(library, left)
      if (again !== undefined) this.result.lost.push(`${when}: ${again}`)
    } catch (error) {
      this.result.lost.push(`${when}: ${/** @type {Error} */ (error).stack}`)
    }
    // It goes on by itself, for instance with a compaction; by then others may be safe.
    isDeep = false
  }

  /** @param {ForgetfulDisk} left @param {number} from @param {string} when */
  #endInOpening(left, from, when) {
    const ends = {
      kills: { disk: left.afterKill(), from },
      cuts: { disk: left.afterPowerCut(this.#random), from: this.#safe },
    }
    for (const [kind, end] of Object.entries(ends)) {
      this.result[/** @type {'kills' | 'cuts'} */ (kind)]++
      const library = openLibrary({ disk: end.disk.seenBy(() => undefined), compactAfter: COMPACT_AFTER })
      if (!this.#mayBe(contentOf(library, AFTERWARDS), end.from))
        this.result.lost.push(
          `${when}, and again in opening or soon after (${kind}): what is found was never there, or is older`,
        )
    }
  }

  /** Whether this was there once, and not before that update. @param {string} found @param {number} from */
  #mayBe(found, from) {
    return this.#history.includes(found, from) || found === this.#underWay?.()
  }

  /** Whether changes can be made to what was opened, and are found. @param {import('./library.mjs').Library} library @param {ForgetfulDisk} left */
  #goesOn(library, left) {
    if (this.#random() < 0.8) return undefined
    library.store.createWorld(AFTERWARDS, library.seed)
    const expected = contentOf(library)
    const found = contentOf(openLibrary({ disk: left.afterKill().seenBy(() => undefined) }))
    return found === expected ? undefined : 'a change made afterwards is not found'
  }

  /** @param {boolean} isCut */
  #goOnFrom(isCut) {
    const found = contentOf(openLibrary({ disk: this.#disk.afterKill().seenBy(() => undefined) }))
    const at = this.#history.lastIndexOf(found)
    if (at < (isCut ? this.#safe : this.#written)) this.result.lost.push('the end of a life: it is older')
    this.#history.length = at + 1
    this.#written = at
    this.#safe = Math.min(this.#safe, at)
  }
}

/** @returns {Promise<void>} */
function later() {
  return new Promise((resolve) => void setImmediate(resolve))
}
