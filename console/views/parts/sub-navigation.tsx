/** The places within an area. */
import { route, to } from '../../state/route.ts'

export function SubNavigation({
  area,
  places,
  label,
}: {
  area: string
  label: string
  places: readonly (readonly [path: string, name: string])[]
}) {
  const current = route.value.steps[0] ?? places[0]?.[0]
  return (
    <nav class="sub" aria-label={label}>
      {places.map(([path, name]) => (
        <a href={to(`${area}/${path}`)} aria-current={path === current ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}
