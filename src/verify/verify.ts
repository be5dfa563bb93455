/** Holds an emulator against a product: asks both the same, and says where they differ and what decides it. */
import { UserError } from '../kernel/errors.ts'
import type { Admission, ContractPart, ContractStory, Variables } from '../kernel/surface/contract.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { Asking, answersOf, toldOf, type Found } from './asking.ts'
import { openBench, type Settings } from './bench.ts'
import { calibrate } from './calibrate.ts'
import { valueAt, knobsOf, nameOf, withValue } from './knobs.ts'
import { Player, type PlayedStory } from './play.ts'
import { namesOf, Redactor, wordsOf } from './redact.ts'
import { contractOf, operationOf, storiesOf, storiesOfPart } from './stories.ts'
import { openTarget, recognise, type TargetOptions } from './target.ts'

export interface VerifyOptions extends TargetOptions {
  readonly surface: AnySurface
  readonly credentials: Variables
  readonly writes: boolean
  /** Operations by id, where not all are wanted; `*` at the end stands for any. */
  readonly only?: readonly string[]
  /** The version; found out where none is named. */
  readonly profile?: string | undefined
  /** What the emulator is set to at first. */
  readonly knobs?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
  /** Told before each story. */
  readonly progress?: (done: number, all: number, story: string) => void
}

export interface Verified {
  readonly surface: AnySurface
  /** What was there in place of the whole product. */
  readonly part: ContractPart | undefined
  readonly played: readonly PlayedStory[]
  readonly differences: readonly Found[]
  readonly deciders: ReadonlyMap<Found, readonly string[]>
  /** By which the emulator answers as the target does, as far as they reach. */
  readonly settings: Settings
  /** What no setting reaches. */
  readonly notReachable: readonly Found[]
  /** Settings that would hold what is the target's own, by name. */
  readonly withheld: readonly string[]
  readonly requests: number
  /** What was made and could not be taken away. */
  readonly left: readonly string[]
  readonly productVersion: string | undefined
  readonly redactor: Redactor
}

/** The stories that are asked. @throws UserError for an operation that no story asks for */
export function wantedStories({
  surface,
  writes,
  only,
}: Pick<VerifyOptions, 'surface' | 'writes' | 'only'>): ContractStory[] {
  const stories = storiesOf(surface).filter((story) => writes || story.writes !== true)
  if (!only) return [...stories]
  for (const name of only)
    if (!storiesOf(surface).some((story) => asksFor(surface, story, [name])))
      throw new UserError(
        `No request is made for "${name}"; "pam-mock verify ${surface.name} … --dry-run" lists those that are.`,
      )
  return stories.filter((story) => asksFor(surface, story, only))
}

function asksFor(surface: AnySurface, { steps }: ContractStory, names: readonly string[]): boolean {
  return steps.some((step) => isNamed(operationOf(surface, step), names))
}

export function isNamed(operation: string, names: readonly string[]): boolean {
  return names.some((name) =>
    name.endsWith('*') ? operation.startsWith(name.slice(0, -1)) : operation === name,
  )
}

/** @throws UserError in one sentence: it cannot be reached, is another product, takes no credentials, throttles, or the user stops it */
export async function verify(options: VerifyOptions): Promise<Verified> {
  const { surface, credentials, writes, profile, knobs, progress } = options
  const contract = contractOf(surface)
  const target = openTarget(options, contract)
  const wanted = wantedStories(options)
  const bench = await openBench(surface, target.base.startsWith('https:') ? 'https' : 'http')
  try {
    const part = await recognise(target, contract, surface.name)
    const all = part ? storiesOfPart(storiesOf(surface), part) : storiesOf(surface)
    // A story may go to both: what is left of it in a part may ask for nothing that is wanted.
    const stories = all.filter(
      (story) =>
        wanted.some(({ name }) => name === story.name) &&
        (options.only === undefined || asksFor(surface, story, options.only)),
    )
    if (part && stories.length === 0)
      throw new UserError(`Only ${part.name} answers at "${target.base}", and nothing of it was to be asked.`)
    const player = new Player({
      contract,
      stories: all,
      given: credentials,
      base: target.base,
      writes,
      send: (sent) => target.send(sent),
      ...(options.signal && { signal: options.signal }),
    })
    const { admission } = part ?? contract
    const first = all.find(({ name }) => name === admission.story)!
    const played = await playAll(player, [first, ...stories], { surface, admission, progress })
    const asking = new Asking(bench, writes, options.signal)
    const answers = new Map(
      played.filter(({ story }) => stories.includes(story)).map((one) => [one.story, answersOf(one)]),
    )
    const calibration = await calibrate({ surface, asking, target: answers, profile, knobs })
    const emulator = await bench.play(calibration.settings, stories, writes)
    const redactor = redactorOf(player, { played, emulator, base: target.base })
    const kept = withoutOwn(surface, calibration.settings, redactor)
    return {
      surface,
      part,
      played,
      differences: toldOf(calibration.differences),
      deciders: await calibration.deciders(),
      ...kept,
      notReachable: toldOf(calibration.left),
      requests: target.requests,
      left: player.left,
      productVersion: versionIn(surface, played),
      redactor,
    }
  } catch (error) {
    // Nothing is left of it: what was made is taken away before an emulator is asked.
    throw (error as Error).name === 'AbortError' ? new UserError('Stopped.') : error
  } finally {
    target.close()
    await bench.close()
  }
}

/** Plays, and takes away what was made, whatever happens. */
async function playAll(
  player: Player,
  stories: readonly ContractStory[],
  {
    surface,
    admission,
    progress,
  }: { surface: AnySurface; admission: Admission; progress: VerifyOptions['progress'] },
): Promise<PlayedStory[]> {
  const played = new Set<PlayedStory>()
  let failure: unknown
  try {
    for (const [at, story] of stories.entries()) {
      progress?.(at, stories.length, story.name)
      const one = await player.play(story)
      if (at === 0) admit(surface, admission, one)
      played.add(one)
    }
  } catch (error) {
    failure = error
  }
  const left = await player.close()
  if (failure === undefined) return [...played]
  const { name, message } = failure as Error
  if (!(failure instanceof UserError) && name !== 'AbortError') throw failure as Error
  const sentence = name === 'AbortError' ? 'Stopped.' : message
  throw new UserError(left.length === 0 ? sentence : `${sentence} Left behind: ${left.join(', ')}.`)
}

function admit(surface: AnySurface, { is }: Admission, { steps }: PlayedStory): void {
  const answer = steps[0]?.answer
  if (answer && is(answer)) return
  const said = `it answered ${answer?.status ?? 'nothing'}`
  const isRefused = !answer || answer.status >= 300 || contractOf(surface).refuses?.(answer) === true
  throw new UserError(
    isRefused
      ? `The target does not take the credentials (${said}); nothing else was asked of it.`
      : `The target does not answer to credentials as ${surface.name} does (${said}, in another form); nothing else was asked of it.`,
  )
}

function versionIn(surface: AnySurface, played: readonly PlayedStory[]): string | undefined {
  const { version } = contractOf(surface)
  if (!version) return undefined
  return played
    .flatMap(({ steps }) => steps)
    .filter(({ sent }) => operationOf(surface, sent) === version.operation)
    .map(({ answer }) => version.pattern.exec(answer.body)?.[1])
    .find((found) => found !== undefined)
}

function redactorOf(
  { variables }: Player,
  { played, emulator, base }: Readonly<Record<'played' | 'emulator', PlayedStory[]>> & { base: string },
): Redactor {
  const { host, hostname } = new URL(base)
  return new Redactor(
    [
      ...[...variables].map(([name, value]) => [value, name] as const),
      [host, 'host'],
      [hostname, 'host'],
      ...[...namesOf(played, emulator)].map((name) => [name, 'data'] as const),
    ],
    wordsOf(emulator),
  )
}

/** A text that holds a name of the target's is not taken over. */
function withoutOwn(
  surface: AnySurface,
  { profile, knobs }: Settings,
  redactor: Redactor,
): { settings: Settings; withheld: string[] } {
  const withheld: string[] = []
  let kept = knobs
  for (const knob of knobsOf(surface.settings)) {
    const value = valueAt(knobs, knob.path)
    if (typeof value !== 'string' && knob.kind !== 'names') continue
    if (value === undefined || !redactor.touches(JSON.stringify(value))) continue
    withheld.push(nameOf(surface.name, knob))
    kept = withValue(kept, knob.path, undefined)
  }
  return { settings: { profile, knobs: kept }, withheld }
}
