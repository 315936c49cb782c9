import type { Paging } from '../behaviour/paging-behaviour.ts'
import type { JsonObject } from '../json.ts'
import { findWindow, type Window } from '../page/page.ts'
import type { Entity } from './entity.ts'
import type { Asked, AskedField } from './graph.ts'
import { lowerFirst } from './names.ts'
import { Ready } from './ready.ts'
import type { GraphqlBehaviour } from './type-schemas.ts'

const MARK = 'cursor:'
/** Before the first record: where a lie sends a client. */
const START = Buffer.from(`${MARK}start`).toString('base64')

type Pages = NonNullable<GraphqlBehaviour['pages']>

const DEFAULT: Pages = { default: 30, max: 100, over: 'clamp' }

/** A page of a list: https://relay.dev/graphql/connections.htm. Throws the vendor's error for a bad size or cursor. */
export function pageOf(asked: Asked, records: readonly Entity[], asking: AskedField): Ready {
  const pages: Pages = asked.graph.behaviour.pages ?? DEFAULT
  const opaque = pages.cursor === 'opaque'
  const keys = records.map(({ stored }) => [...stored.scope, stored.key].join('/'))
  const window = windowOf(asked, keys, asking)
  const nodes = records.slice(window.start, window.start + window.size)
  const cursors = nodes.map((_, index) => encode(keys[window.start + index] ?? '', opaque))
  const more = window.next !== undefined
  const pageInfo = {
    hasNextPage: more,
    hasPreviousPage: window.start > 0 && window.start < Math.max(records.length, 1),
    startCursor: cursors[0] ?? null,
    endCursor: asked.lie && more ? encode(String(window.next), opaque) : (cursors.at(-1) ?? null),
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
    parameters: parameters(args, keys, pages.cursor === 'opaque'),
    keys: () => keys,
    total: keys.length,
    lie,
  })
  if (!('problem' in window)) return window
  throw errors.error(window.problem, {
    ...told,
    param: window.param === 'size' ? sizeParam(args) : window.param,
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

function sizeParam(args: JsonObject): string {
  return args.first == null && args.last != null ? 'last' : 'first'
}

/** `last` without `before` is the end of the list. */
function parameters(args: JsonObject, keys: readonly string[], opaque: boolean): JsonObject {
  const { first, last, after, before } = args
  const size = first ?? last
  const sized = size == null ? {} : { size }
  if (before != null) return { ...sized, before: decode(String(before), opaque) }
  if (after != null) return { ...sized, after: decode(String(after), opaque) }
  if (first == null && typeof last === 'number')
    return { ...sized, after: keys[keys.length - last - 1] ?? '' }
  return sized
}

function encode(key: string, opaque: boolean): string {
  if (key === '') return START
  return opaque ? Buffer.from(`${MARK}v2:${key}`).toString('base64') : key
}

function decode(cursor: string, opaque: boolean): string {
  if (cursor === START) return ''
  if (!opaque) return cursor
  const text = Buffer.from(cursor, 'base64').toString('utf8')
  return text.startsWith(`${MARK}v2:`) ? text.slice(MARK.length + 3) : cursor
}
