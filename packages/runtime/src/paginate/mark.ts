import { type Paged, valueAt } from '@sallyport/definition'

/** What a page tells of the one after it. */
export interface PageFacts {
  /** The parsed answer. */
  readonly body: unknown
  readonly records: readonly unknown[]
  /** The mark with which this page was asked for. */
  readonly before: string | undefined
  /** Whether it holds as many records as were asked for. */
  readonly full: boolean
}

type Marked = Exclude<Paged, { style: 'link_header' | 'next_url' }>

type Read<Style> = (page: Extract<Marked, { style: Style }>, facts: PageFacts) => string | undefined

const READ: { readonly [Style in Marked['style']]: Read<Style> } = {
  cursor: ({ next }, { body }) => textOf(valueAt(body, next)) || undefined,
  connection: ({ info }, { body }) =>
    valueAt(body, `${info}.hasNextPage`) === true ? textOf(valueAt(body, `${info}.endCursor`)) : undefined,
  keyset: ({ more, key }, { body, records }) =>
    valueAt(body, more) === true ? textOf(valueAt(records.at(-1), key)) : undefined,
  page: ({ more, first }, { body, before, full }) =>
    (more === undefined ? full : isMore(valueAt(body, more)))
      ? String(Number(before ?? first) + 1)
      : undefined,
  offset: ({ total }, { body, records, before, full }) => {
    const next = Number(before ?? 0) + records.length
    const all = total === undefined ? undefined : valueAt(body, total)
    const more = typeof all === 'number' ? next < all : full
    return more && records.length > 0 ? String(next) : undefined
  },
  window: ({ time }, { records, full }) =>
    full && records.length > 0 ? textOf(valueAt(records.at(-1), time)) : undefined,
}

/** The text that asks for the next page; `undefined` at the end of the list, empty where there should be one. */
export function markOf(page: Marked, facts: PageFacts): string | undefined {
  const read = READ[page.style] as (page: Marked, facts: PageFacts) => string | undefined
  return read(page, facts)
}

/** Some say whether, some which page is next, some where it is. */
function isMore(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
