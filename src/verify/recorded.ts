/** Files of recorded traffic: written all at once, and held against an emulator without the product. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../kernel/errors.ts'
import type { ContractAnswer, SurfaceContract } from '../kernel/surface/contract.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { Aligner } from './align.ts'
import type { Bench, Settings } from './bench.ts'
import { compare, type Difference } from './compare.ts'
import { flatten, type Flat } from './flatten.ts'
import type { PlayedStory } from './play.ts'
import { learn, recordedStory, type RawExchange, type RecordedStory } from './recording.ts'
import { textsOf } from './redact.ts'
import { StandIns } from './stand-ins.ts'
import { contractOf, operationOf, storiesOf } from './stories.ts'

/** Documented examples of what went through a proxy. All secrets are known before the first file is made. */
export async function examplesOf(
  surface: AnySurface,
  bench: Bench,
  exchanges: readonly RawExchange[],
  hosts: readonly string[],
): Promise<RecordedStory[]> {
  const played = await bench.play(
    { profile: surface.settings.profiles[0], knobs: {} },
    storiesOf(surface),
    true,
  )
  const literals = surface.operations
    .flatMap(({ path }) => path.split('/'))
    .filter((part) => !part.startsWith(':'))
  const standIns = new StandIns(surface.secrets, new Set([...textsOf(played), ...literals]))
  for (const host of hosts) standIns.host(host)
  for (const exchange of exchanges) learn(exchange, standIns)
  // Twice: what the second pass meets for the first time may stand in what the first has told.
  for (const exchange of exchanges) recordedStory(surface, exchange, standIns)
  return exchanges.map((exchange) => recordedStory(surface, exchange, standIns))
}

/** Writes them into a folder that is not there yet, or is empty. @throws UserError when it is neither */
export function writeExamples(folder: string, examples: readonly RecordedStory[]): void {
  checkFolder(folder)
  const beside = `${folder.replace(/\/$/, '')}.new`
  try {
    rmSync(beside, { recursive: true, force: true })
    mkdirSync(beside, { recursive: true })
    for (const [at, example] of examples.entries()) {
      const { operation } = example.exchanges[0]
      const name = `${String(at + 1).padStart(4, '0')}-${operation.replaceAll(/[^\w.-]+/g, '-')}.json`
      writeFileSync(join(beside, name), `${JSON.stringify(example, undefined, 2)}\n`)
    }
    rmSync(folder, { recursive: true, force: true })
    renameSync(beside, folder)
  } catch (error) {
    throw new UserError(`${folder} cannot be written: ${(error as Error).message}.`)
  }
}

export function checkFolder(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UserError(`${folder} has files in it; name a folder that is empty or not there yet.`)
}

/** @throws UserError when there are none, or one of them is none */
export function readExamples(folder: string): RecordedStory[] {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
    : []
  if (names.length === 0) throw new UserError(`There are no recorded examples in ${folder}.`)
  return names.map((name) => {
    try {
      const story = JSON.parse(readFileSync(join(folder, name), 'utf8')) as RecordedStory
      if (Array.isArray(story.exchanges[0].answer.rawHeaders)) return story
    } catch {
      // Told below.
    }
    throw new UserError(`${join(folder, name)} is no recorded example.`)
  })
}

export interface HeldAgainst {
  readonly operation: string
  readonly status: number
  /** Nothing: the emulator gave no answer of this kind to hold it against. */
  readonly differences: readonly Difference[] | undefined
}

/** Each recorded answer against what the emulator answers to the same operation; the nearest of several counts. */
export async function holdRecorded(
  surface: AnySurface,
  bench: Bench,
  settings: Settings,
  examples: readonly RecordedStory[],
): Promise<HeldAgainst[]> {
  const answers = answersByOperation(surface, await bench.play(settings, storiesOf(surface), true))
  const contract = contractOf(surface)
  return examples.map(({ exchanges: [{ operation, request, answer }] }) => {
    const recorded: ContractAnswer = { status: answer.status, headers: answer.rawHeaders, body: answer.text }
    const isRefused = contract.refuses?.(recorded) === true
    const flat = flatten(recorded, contract, alignerOf(contract))
    const own = answers.get(operation) ?? []
    const alike = own.filter(
      (one) => one.method === request.method && one.status === answer.status && one.isRefused === isRefused,
    )
    const [nearest] = alike.map((one) => compare(flat, one.flat)).toSorted((a, b) => a.length - b.length)
    return { operation, status: answer.status, differences: nearest }
  })
}

/** Stand-ins, and what probes are called, are names. */
function alignerOf({ volatile }: SurfaceContract): Aligner {
  return new Aligner({ volatile: { ...volatile, name: /\b(?:name-\d+|pam-mock-probe[\w-]*)\b/g }, hosts: [] })
}

interface Candidate {
  readonly method: string
  readonly status: number
  readonly isRefused: boolean
  readonly flat: Flat
}

function answersByOperation(surface: AnySurface, played: readonly PlayedStory[]): Map<string, Candidate[]> {
  const contract = contractOf(surface)
  const answers = new Map<string, Candidate[]>()
  for (const { steps } of played)
    for (const { sent, answer } of steps) {
      const operation = operationOf(surface, sent)
      const flat = flatten(answer, contract, alignerOf(contract))
      const isRefused = contract.refuses?.(answer) === true
      const one = { method: sent.method, status: answer.status, isRefused, flat }
      answers.set(operation, [...(answers.get(operation) ?? []), one])
    }
  return answers
}
