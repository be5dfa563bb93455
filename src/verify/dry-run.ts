/** Every request that would be made, before any is. */
import type { ContractStory } from '../kernel/surface/contract.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { unaskedLines } from './documented.ts'
import { contractOf, operationOf, storiesOf } from './stories.ts'

/** Lines for people: stories with their requests, and how what they make is taken away. */
export function dryRun(surface: AnySurface, stories: readonly ContractStory[]): string[] {
  const { recognise } = contractOf(surface)
  const all = withGivers(surface, stories)
  const lines = [`${recognise.step.method} ${recognise.step.path}  is it this product`]
  let requests = 1
  for (const story of all) {
    lines.push(`${story.name}${story.writes ? ' (writes)' : ''}`)
    for (const step of story.steps) {
      requests += 1
      lines.push(`  ${step.method} ${shown(step.path)}  ${step.name} (${operationOf(surface, step)})`)
      for (const undo of step.undo?.steps ?? [])
        lines.push(`    taken away by ${undo.method} ${shown(undo.path)}: ${shown(step.undo!.thing)}`)
    }
  }
  return [
    ...lines,
    ...unaskedLines(surface.name),
    `${all.length} stories, ${requests} requests, besides those that take away.`,
  ]
}

/** Those that give what others need come first. */
function withGivers(surface: AnySurface, stories: readonly ContractStory[]): ContractStory[] {
  const givers = new Map(
    storiesOf(surface).flatMap((story) => (story.gives ?? []).map((name) => [name, story] as const)),
  )
  const all = new Set<ContractStory>()
  const add = (story: ContractStory): void => {
    if (all.has(story)) return
    for (const name of story.needs ?? []) {
      const giver = givers.get(name)
      if (giver) add(giver)
    }
    all.add(story)
  }
  for (const story of stories) add(story)
  return [...all]
}

function shown(text: string): string {
  return text.replaceAll(/\{\{(?:url:)?(\w+)\}\}/g, '{$1}')
}
