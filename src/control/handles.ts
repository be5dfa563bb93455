/** The handles of a world: what each is, whether one signs in by it, and the line that uses it. */
import type { Kernel } from '../kernel/kernel.ts'
import type { Handle, SignIn } from '../kernel/surface/access.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import { curlOf } from './curl.ts'

export interface ShownHandle extends Handle {
  readonly surface: string
  readonly signsIn: boolean
  /** A line for a shell that uses it. */
  readonly curl?: string
}

export function handlesOf(surface: AnySurface, workspace: Workspace): Handle[] {
  const kinds = Object.entries(surface.handles?.(workspace.state(surface.slice)) ?? {})
  return kinds.flatMap(([kind, names]) =>
    Object.entries(names).map(([name, value]) => ({ kind, name, value })),
  )
}

/** With pauses (`undefined`), in which others may have a turn. @param base where the products are, such as `http://127.0.0.1:8080/w/team` */
export function* showHandles(
  { surfaces }: Kernel,
  workspace: Workspace,
  base: string,
): Generator<ShownHandle | undefined> {
  for (const surface of surfaces) {
    const handles = handlesOf(surface, workspace)
    let usual: SignIn | undefined
    for (const handle of handles) if ((usual = surface.access?.signIn(handle))) break
    for (const handle of handles) {
      yield undefined
      const signIn = surface.access?.signIn(handle)
      const path = surface.access?.shows(handle, workspace.state(surface.slice))
      const by = signIn ?? usual
      yield {
        surface: surface.name,
        ...handle,
        signsIn: signIn !== undefined,
        ...(path !== undefined && by && { curl: lineOf(by, path, base) }),
      }
    }
  }
}

/** Credentials that go with every request are in the line; where a session is needed, the lines that make it come first. */
function lineOf({ steps, headers, query = {} }: SignIn, path: string, base: string): string {
  const jar = steps.some((step) => step.follow) ? ' -c cookies -b cookies' : ''
  const parameters = new URLSearchParams(query).toString()
  const url = base + path + (parameters && `?${parameters}`)
  const [first] = steps
  if (!first) return curlOf({ url, headers })
  const isAlone = first.path === path || first.headers['authorization'] !== undefined
  if (isAlone && jar === '') return curlOf({ url, headers: first.headers })
  const start = curlOf({ url: base + first.path.replaceAll('{origin}', base), headers: first.headers })
  return `${start.replace('curl', `curl -sL -o /dev/null${jar}`)} && ${curlOf({ url }).replace('curl', 'curl -b cookies')}`
}
