import type { Paging } from '../behaviour/paging-behaviour.ts'
import type { JsonObject } from '../json.ts'
import { findWindow, type Window } from '../page/page.ts'
import { decodeCursor, encodeCursor } from './connection-cursor.ts'
import { type CursorProblem, edgesOf, within } from './connection-range.ts'
import type { Entity } from './entity.ts'
import type { Asked, AskedField } from './graph.ts'
import { lowerFirst } from './names.ts'
import { Ready } from './ready.ts'
import type { GraphqlBehaviour } from './type-schemas.ts'

type Pages = NonNullable<GraphqlBehaviour['pages']>

const DEFAULT: Pages = { default: 30, max: 100, over: 'clamp' }

/** A page of a list: https://relay.dev/graphql/connections.htm. Throws the vendor's error for a bad size or cursor. */
export function pageOf(asked: Asked, records: readonly Entity[], asking: AskedField): Ready {
  const pages: Pages = asked.graph.behaviour.pages ?? DEFAULT
  const opaque = pages.cursor === 'opaque'
  const keys = keysOf(records)
  const window = windowOf(asked, keys, asking)
  const nodes = records.slice(window.start, window.start + window.size)
  const cursors = nodes.map((_, index) => encodeCursor(keys[window.start + index] ?? '', opaque))
  const more = window.next !== undefined || window.start + window.size < records.length
  const pageInfo = {
    hasNextPage: more,
    hasPreviousPage: window.start > 0 && window.start < Math.max(records.length, 1),
    startCursor: cursors[0] ?? null,
    endCursor: asked.lie && more ? encodeCursor(String(window.next), opaque) : (cursors.at(-1) ?? null),
  }
  return new Ready({
    nodes,
    edges: nodes.map((node, index) => new Ready({ node, cursor: cursors[index] })),
    pageInfo: new Ready(pageInfo),
    totalCount: records.length,
    ...countsOf(records),
  })
}

function windowOf({ graph, lie }: Asked, keys: readonly string[], { field, args }: AskedField): Window {
  const { errors, behaviour } = graph
  const pages: Pages = behaviour.pages ?? DEFAULT
  const told = { args, field: field.name }
  if (pages.required && args.first == null && args.last == null) {
    throw errors.error('invalid_page_size', { ...told, param: 'first' })
  }
  const window = findWindow({
    paging: paging(pages),
    parameters: parameters(args, keys, pages),
    keys: () => keys,
    total: keys.length,
    lie,
  })
  const edges = edgesOf(args, keys, pages.cursor === 'opaque')
  if (!('problem' in window) && !('problem' in edges)) {
    if (isEmptyPage(args, pages)) return { ...window, size: 0 }
    // A page that a fault has moved stays where it is.
    return lie ? window : within(window, edges)
  }
  const { problem, param } = 'problem' in window ? window : (edges as CursorProblem)
  throw errors.error(problem, { ...told, param: param === 'size' ? sizeParam(args) : param })
}

/** What names the records; a list may hold two of one name, or some without. */
function keysOf(records: readonly Entity[]): readonly string[] {
  const seen = new Map<string, number>()
  return records.map(({ stored }) => {
    const name = [...stored.scope, stored.key].join('/')
    const times = seen.get(name) ?? 0
    seen.set(name, times + 1)
    return name === '' || times > 0 ? `${name}#${times}` : name
  })
}

/** Lists of several types count each: `issueCount`. */
function countsOf(records: readonly Entity[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { type } of records) {
    const name = `${lowerFirst(type)}Count`
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

function paging({ default: size, max, over = 'clamp' }: Pages): Paging {
  return {
    style: 'after',
    param: 'after',
    before: 'before',
    size: { param: 'size', default: size, max, over },
  }
}

/** A page of nothing asks for the count alone; vendors that refuse sizes refuse this one too. */
function isEmptyPage({ first }: JsonObject, { over }: Pages): boolean {
  return first === 0 && over !== 'refuse'
}

function sizeParam(args: JsonObject): string {
  return args.first == null && args.last != null ? 'last' : 'first'
}

/** `last` without `before` is the end of the list; with `first` the page begins after `after`, whatever `before` is. */
function parameters(args: JsonObject, keys: readonly string[], pages: Pages): JsonObject {
  const { first, last, after, before } = args
  const opaque = pages.cursor === 'opaque'
  const size = isEmptyPage(args, pages) ? 1 : (first ?? last)
  const sized = size == null ? {} : { size }
  if (first == null && before != null) return { ...sized, before: decodeCursor(String(before), opaque) }
  if (first == null && typeof last === 'number')
    return { ...sized, after: keys[keys.length - Math.min(last, pages.max) - 1] ?? '' }
  return after == null ? sized : { ...sized, after: decodeCursor(String(after), opaque) }
}
