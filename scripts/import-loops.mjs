// @ts-check
// Finds files that import each other in a loop.

/**
 * One loop, as short as can be, for each set of files that all lead to each other.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} imports what each file imports; names that are no key are left out
 * @returns {string[][]} the files of each loop in their order, its first one named once
 */
export function findLoops(imports) {
  return groupsOf(imports).map((group) => shortestLoop(group, imports))
}

/**
 * Sets of more than one file that all lead to each other, and files that import themselves (Tarjan's algorithm).
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} imports
 * @returns {Set<string>[]}
 */
function groupsOf(imports) {
  /** @type {Set<string>[]} */
  const groups = []
  /** In which order files were met, and the earliest that each leads back to. @type {Map<string, number>} */
  const met = new Map()
  /** @type {Map<string, number>} */
  const earliest = new Map()
  /** Files whose group is not complete. @type {string[]} */
  const open = []
  for (const file of imports.keys()) if (!met.has(file)) visit(file)
  return groups

  /** @param {string} file @returns {number} */
  function visit(file) {
    const number = met.size
    let back = number
    met.set(file, number)
    earliest.set(file, number)
    open.push(file)
    for (const target of imports.get(file) ?? []) {
      if (!imports.has(target)) continue
      if (!met.has(target)) back = Math.min(back, visit(target))
      else if (open.includes(target)) back = Math.min(back, earliest.get(target) ?? back)
    }
    earliest.set(file, back)
    if (back === number) {
      const group = new Set(open.splice(open.indexOf(file)))
      if (group.size > 1 || imports.get(file)?.has(file)) groups.push(group)
    }
    return back
  }
}

/**
 * @param {ReadonlySet<string>} group
 * @param {ReadonlyMap<string, ReadonlySet<string>>} imports
 * @returns {string[]}
 */
function shortestLoop(group, imports) {
  const loops = [...group].toSorted().map((start) => loopThrough(start, group, imports))
  return loops.reduce((shortest, loop) => (loop.length < shortest.length ? loop : shortest))
}

/**
 * The shortest way from a file back to itself, breadth first.
 *
 * @param {string} start
 * @param {ReadonlySet<string>} group
 * @param {ReadonlyMap<string, ReadonlySet<string>>} imports
 * @returns {string[]}
 */
function loopThrough(start, group, imports) {
  const ways = [[start]]
  const seen = new Set()
  for (const way of ways) {
    for (const target of imports.get(way.at(-1) ?? '') ?? []) {
      if (target === start) return way
      if (!group.has(target) || seen.has(target)) continue
      seen.add(target)
      ways.push([...way, target])
    }
  }
  return ways.at(-1) ?? []
}
