/** Which Markdown of the repository is a page of the site, and where; all else that it links to stays in the repository. */
import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'

export const REPOSITORY = 'https://github.com/pam-mock/pam-mock'

/** Where a file's page is, by the shape of its path. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^README\.md$/, 'index.md'],
  [/^(CHANGELOG|CONTRIBUTING|SECURITY)\.md$/, '$1.md'],
  [/^docs\/decisions\/README\.md$/, 'decisions/index.md'],
  [/^docs\/(.+\.md)$/, '$1'],
  [/^src\/vendors\/(\w+)\/README\.md$/, 'products/$1.md'],
  [/^(examples|kits)\/README\.md$/, '$1/index.md'],
  [/^(examples|kits)\/([\w-]+)\/README\.md$/, '$1/$2.md'],
]

/** @returns the page's path on the site, or nothing for a file that is no page of it */
export function pageOf(file: string): string | undefined {
  const place = PLACES.find(([shape]) => shape.test(file))
  return place && file.replace(place[0], place[1]).toLowerCase()
}

/** Every file that is a page, by its path from the root of the repository. */
export function pagesIn(root: string): string[] {
  const within = ['docs', 'src/vendors', 'examples', 'kits'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name.replaceAll('\\', '/')}`,
    ),
  )
  return [...readdirSync(root), ...within].filter((file) => pageOf(file) !== undefined)
}

/**
 * Where a link of a page leads on the site.
 * @param file the page's file, from the root of the repository
 */
export function linkFrom(file: string, href: string): string {
  if (/^([a-z]+:|#|\/)/.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const target = posix.normalize(posix.join(posix.dirname(file), path))
  const end = anchor === undefined ? '' : `#${anchor}`
  const page = pageOf(target)
  if (page !== undefined) return `/${page}${end}`
  // The pages of the products' operations are made already, and are copied beside.
  if (target.startsWith('docs/api/'))
    return `/${target.slice('docs/'.length).replace(/(^|\/)index\.html$/, '$1')}${end}`
  return `${REPOSITORY}/blob/main/${target}${end}`
}

/** A heading's anchor as the repository's host names it, so that a link holds in both places. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
