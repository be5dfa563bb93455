// @ts-check
// The built store on a disk of a test's choice, with worlds that hold books, and things to do to it at random.
import { compact } from '../../dist/kernel/store/durable/compact.js'
import { DataFile } from '../../dist/kernel/store/durable/data-file.js'
import { fillSlice } from '../../dist/kernel/store/filled-slice.js'
import { Store } from '../../dist/kernel/store/store.js'
import { slice, table } from '../../dist/kernel/store/table.js'
import { oneOf, upTo } from './random.mjs'

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('../../src/kernel/store/durable/disk.ts').Disk} Disk */
/** @typedef {import('../../src/kernel/store/durable/compact.ts').CompactionJob} CompactionJob */

const library = slice('library', { books: table({ shelf: (book) => book.shelf }) })
const KEYS = ['a', 'b', 'c', 'd', 'e', 'f']
const NAMES = ['first', 'second']
const WORLDS = ['w0', 'w1', 'w2']

const filled = fillSlice(library, ({ books }) => {
  for (const key of ['a', 'b']) books.put(key, { title: `The first ${key}`, shelf: 'old' })
})

/** @typedef {ReturnType<typeof openLibrary>} Library */

/**
 * @param {object} options
 * @param {Disk} options.disk
 * @param {number} [options.compactAfter]
 * @param {(job: CompactionJob, work: () => void) => Promise<void>} [options.compacting] runs a compaction
 */
export function openLibrary({ disk, compactAfter, compacting }) {
  const adapter = new DataFile('/state.json', {
    disk,
    compactAfter,
    onProblem: (problem) => {
      throw problem
    },
    compact: (job) => ({
      done: (compacting ?? (async (_, work) => work()))(job, () => compact(job, { disk })),
      stop: () => undefined,
    }),
  })
  const store = new Store({ adapter })
  const seed = store.fixtures('some books', [filled])
  store.load()
  return { adapter, store, seed }
}

/** All that is there, as a text. @param {Library} library @param {string} [without] a world to leave out */
export function contentOf({ store }, without) {
  const worlds = store.worlds().filter(({ id }) => id !== without)
  return JSON.stringify(
    worlds.map((world) => ({
      id: world.id,
      books: sorted(world.open(library).books.entries()),
      snapshots: world.snapshots(),
      drafts: NAMES.map((name) => world.draft(name)?.changes()),
      remembered: world.remembered('it'),
    })),
  )
}

/** Does something to it that is one update, or nothing. @param {Library} open @param {Random} random */
export function act({ store, seed, adapter }, random) {
  const id = oneOf(random, WORLDS)
  const world = store.worlds().find((one) => one.id === id)
  const name = oneOf(random, NAMES)
  if (!world) {
    const from = store.worlds()[0]
    if (from && random() < 0.5) store.forkWorld(id, from)
    else store.createWorld(id, seed)
    return
  }
  const { books } = world.open(library)
  const deeds = {
    change: () =>
      store.update(() => {
        for (let left = 1 + upTo(random, 3); left > 0; left--) change(books, random)
      }),
    snapshot: () => world.snapshot(name),
    restore: () => world.snapshots().includes(name) && world.restore(name),
    reset: () => world.reset(),
    draft: () => {
      const draft = world.draft(name)
      if (!draft) world.openDraft(name)
      else if (random() < 0.3) draft.drop()
      else change(draft.open(library).books, random)
    },
    remember: () => world.remember('it', random()),
    touch: () => {
      const row = books.get('c')
      if (row) books.touch('c', { ...row, title: text(random) })
      adapter.flushTouches()
    },
    end: () => store.deleteWorld(id),
  }
  /** @type {(keyof typeof deeds)[]} */
  const usual = [
    'change',
    'change',
    'change',
    'change',
    'change',
    'change',
    'draft',
    'draft',
    'touch',
    'remember',
  ]
  /** @type {(keyof typeof deeds)[]} */
  const rare = ['snapshot', 'restore', 'reset', 'end']
  deeds[oneOf(random, random() < 0.9 ? usual : rare)]()
}

/** @param {{ put(key: string, row: object): void, delete(key: string): void }} books @param {Random} random */
function change(books, random) {
  const key = oneOf(random, KEYS)
  if (random() < 0.2) books.delete(key)
  else books.put(key, { title: text(random), shelf: oneOf(random, NAMES) })
}

/** Mostly short; some are longer than a block of the disk. @param {Random} random */
function text(random) {
  return random()
    .toString(36)
    .repeat(random() < 0.1 ? 1 + upTo(random, 500) : 1 + upTo(random, 10))
}

/** @param {Iterable<readonly [string, unknown]>} rows */
function sorted(rows) {
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1))
}
