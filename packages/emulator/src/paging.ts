export interface Page<Record> {
  readonly records: readonly Record[]
  readonly number: number
  readonly last: number
}

export interface PageRequest {
  readonly number: number
  readonly size: number
}

/** One page of a list. Pages count from 1; an empty list has one page, which is empty. */
export function pageOf<Record>(records: readonly Record[], { number, size }: PageRequest): Page<Record> {
  const start = (number - 1) * size
  return {
    records: records.slice(start, start + size),
    number,
    last: Math.max(1, Math.ceil(records.length / size)),
  }
}

/**
 * The `Link` header of a page (RFC 8288), with the relations in GitHub's order, or `undefined` when
 * there is only one page. The links repeat the query of the request and change `page` alone
 * (docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api).
 */
export function linkHeader(url: URL, page: Pick<Page<unknown>, 'number' | 'last'>): string | undefined {
  const { number, last } = page
  const links = [
    number > 1 ? link(url, Math.min(number - 1, last), 'prev') : '',
    number < last ? link(url, number + 1, 'next') : '',
    number < last ? link(url, last, 'last') : '',
    number > 1 ? link(url, 1, 'first') : '',
  ].filter(Boolean)
  return links.length > 0 ? links.join(', ') : undefined
}

function link(url: URL, page: number, relation: string): string {
  const target = new URL(url)
  target.searchParams.set('page', String(page))
  return `<${target}>; rel="${relation}"`
}
