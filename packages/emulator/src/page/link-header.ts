import type { Window } from './page.ts'

export type Relation = 'prev' | 'next' | 'last' | 'first'

interface Links {
  readonly url: URL
  readonly param: string
  readonly relations: readonly Relation[]
  readonly first: number
}

/**
 * The `Link` header of a page (RFC 8288), or `undefined` when there is only one. The links repeat the
 * query of the request and change the page alone.
 */
export function linkHeader({ url, param, relations, first }: Links, window: Window): string | undefined {
  const { next, previous, last } = window
  const numbered = typeof (next ?? previous) === 'number'
  const targets: Readonly<Record<Relation, string | number | undefined>> = {
    prev: previous,
    next,
    last: next !== undefined && numbered ? last : undefined,
    first: previous !== undefined && numbered ? first : undefined,
  }
  const links = relations.flatMap((relation) => {
    const target = targets[relation]
    return target === undefined ? [] : [link(url, { param, target, relation })]
  })
  return links.length > 0 ? links.join(', ') : undefined
}

function link(
  url: URL,
  { param, target, relation }: { param: string; target: string | number; relation: Relation },
): string {
  const page = new URL(url)
  page.searchParams.set(param, String(target))
  return `<${page}>; rel="${relation}"`
}
