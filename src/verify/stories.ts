/** The stories of a surface, and which operation each of their steps is for. */
import type {
  ContractPart,
  ContractStep,
  ContractStory,
  SurfaceContract,
} from '../kernel/surface/contract.ts'
import { whyNotAsked } from '../kernel/surface/contract-reads.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { documentedStories } from './documented.ts'

const all = new WeakMap<SurfaceContract, readonly ContractStory[]>()

/** The surface's own, and what of the documented examples can be asked. Players know them by identity: they are made once. */
export function storiesOf(surface: AnySurface): readonly ContractStory[] {
  const contract = contractOf(surface)
  const known = all.get(contract) ?? [...contract.stories, ...documentedStories(surface.name)]
  all.set(contract, known)
  return known
}

export function contractOf({ contract }: AnySurface): SurfaceContract {
  if (!contract) throw new Error('A surface without a contract cannot be held against anything.')
  return contract()
}

/** The operation that a request is for, by its id. */
export function operationOf(
  surface: AnySurface,
  { method, path }: Pick<ContractStep, 'method' | 'path'>,
): string {
  const filled = path.replaceAll(/\{\{(?:url:)?\w+\}\}/g, 'x')
  const routed = (surface.rewrite?.(filled) ?? filled).split('?', 1)[0]!
  return surface.find(method, routed)?.operation.id ?? `${method} ${routed}`
}

/** Operations that no story asks for, and why. */
export function notAskedOf(surface: AnySurface): ReadonlyMap<string, string> {
  const { notAsked } = contractOf(surface)
  const asked = new Set(
    storiesOf(surface).flatMap(({ steps }) => steps.map((step) => operationOf(surface, step))),
  )
  return new Map(
    surface.operations
      .map(({ operation }) => operation.id)
      .filter((id) => !asked.has(id))
      .map((id) => [id, whyNotAsked(id, notAsked) ?? 'no story asks for it']),
  )
}

/** Stories with those steps alone that go to a part of the product; the others are left out. */
export function storiesOfPart(stories: readonly ContractStory[], part: ContractPart): ContractStory[] {
  return stories
    .map((story) => ({ ...story, steps: story.steps.filter(({ path }) => isOfPart(part, path)) }))
    .filter(({ steps }) => steps.some(({ silent }) => silent !== true))
}

/** Whether a path, of a step or of an operation, leads to the part. */
export function isOfPart({ path: root }: ContractPart, path: string): boolean {
  return path.startsWith(root) || path === root.slice(0, -1)
}
