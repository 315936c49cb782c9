import type { Paging } from '../behaviour/paging-behaviour.ts'
import type { JsonObject } from '../json.ts'
import { cursorAt, positionOf } from './cursor.ts'

/** Where a page lies in its list. */
export interface Window {
  readonly start: number
  readonly size: number
  /** Counts from `first`; only where pages have numbers. */
  readonly number: number
  readonly last: number
  readonly total: number
  /** It was asked for by the record behind it: more of the list lies before it. */
  readonly backward?: boolean
  /** What asks for the next page: a number, an offset, a cursor or a key. `undefined` on the last one. */
  readonly next: string | number | undefined
  readonly previous: string | number | undefined
}

/** The wrong pages that a fault asks for. */
export type Lie = 'repeat' | 'endless' | 'empty'

/** What a request asks for: parameters by name, from query or body. */
export interface PageRequest {
  readonly paging: Paging
  readonly parameters: JsonObject
  /** Keys of the whole list, in its order; of keyset paging alone. */
  readonly keys: () => readonly string[]
  readonly total: number
  readonly lie?: Lie | undefined
}

export type PageProblem = 'invalid_cursor' | 'invalid_page_size'

/** Finds the page that is asked for, or says what is wrong with the request. */
export function findWindow(
  request: PageRequest,
): Window | { readonly problem: PageProblem; readonly param: string } {
  const size = sizeOf(request)
  if (size === undefined)
    return { problem: 'invalid_page_size', param: request.paging.size?.param ?? 'limit' }
  const start = startOf(request, size)
  if (start === undefined) return { problem: 'invalid_cursor', param: cursorParam(request) }
  const window = backward(request, windowAt(request, start, size))
  return request.lie ? lying(request, window, request.lie) : window
}

function sizeOf({ paging, parameters, total }: PageRequest): number | undefined {
  const { size } = paging
  if (!size) return Math.max(total, 1)
  const given = parameters[size.param]
  const wanted = given === undefined || given === '' ? size.default : Number(given)
  if (!Number.isInteger(wanted) || wanted < 0) return undefined
  if (size.over === 'refuse' && (wanted > size.max || wanted < 1)) return undefined
  return wanted < 1 ? size.default : Math.min(wanted, size.max)
}

function startOf(request: PageRequest, size: number): number | undefined {
  const { paging, parameters } = request
  const before = paging.before === undefined ? undefined : parameters[paging.before]
  if (before !== undefined) return startBefore(request, String(before), size)
  const given = paging.param === undefined ? undefined : parameters[paging.param]
  if (given === undefined || given === '' || given === null) return 0
  return STARTS[paging.style](request, String(given), size)
}

function startBefore({ keys }: PageRequest, key: string, size: number): number | undefined {
  const index = keys().indexOf(key)
  return index < 0 ? undefined : Math.max(0, index - size)
}

function cursorParam({ paging: { param, before }, parameters }: PageRequest): string {
  return before !== undefined && parameters[before] !== undefined ? before : (param ?? 'cursor')
}

/** A page before a record ends at it, also where fewer records lie before it than fit a page. */
function backward(request: PageRequest, window: Window): Window {
  const { paging, parameters, keys } = request
  const before = paging.before === undefined ? undefined : parameters[paging.before]
  if (before === undefined) return window
  const end = keys().indexOf(String(before))
  return { ...window, size: end - window.start, next: mark(request, end, window.size), backward: true }
}

type Start = (request: PageRequest, given: string, size: number) => number | undefined

const STARTS: Readonly<Record<Paging['style'], Start>> = {
  page: ({ paging }, given, size) => Math.max(0, (Number(given) - (paging.first ?? 1)) * size) || 0,
  offset: (_, given) => (Number(given) >= 0 ? Number(given) : undefined),
  cursor: (_, given) => positionOf(given),
  none: () => 0,
  from({ keys }, given) {
    if (!/^\d{1,15}$/.test(given)) return undefined
    const index = keys().findIndex((key) => Number(key) >= Number(given))
    return index < 0 ? keys().length : index
  },
  after({ keys }, given) {
    const index = keys().indexOf(given)
    return index < 0 ? undefined : index + 1
  },
}

function windowAt(request: PageRequest, start: number, size: number): Window {
  const { paging, total } = request
  const end = start + size
  const first = paging.first ?? 1
  return {
    start,
    size,
    total,
    number: first + Math.floor(start / size),
    last: first + Math.max(0, Math.ceil(total / size) - 1),
    next: end < total ? mark(request, end, size) : undefined,
    previous: start > 0 ? mark(request, Math.max(0, start - size), size) : undefined,
  }
}

function mark({ paging, keys }: PageRequest, position: number, size: number): string | number {
  if (paging.style === 'page') return (paging.first ?? 1) + Math.floor(position / size)
  if (paging.style === 'offset') return position
  if (paging.style === 'cursor') return cursorAt(position)
  return keys()[paging.style === 'from' ? position : position - 1] ?? ''
}

/** repeat: the next page is this one again. endless: after the last comes the first. empty: no records, and more to come. */
function lying(request: PageRequest, window: Window, lie: Lie): Window {
  const { start, size, total } = window
  if (lie === 'empty')
    return { ...window, start: total, next: window.next ?? mark(request, start + size, size) }
  const next = lie === 'repeat' ? mark(request, start, size) : (window.next ?? mark(request, 0, size))
  // Only a page has a number that can lie beyond the last one.
  const last = request.paging.style === 'page' ? Math.max(window.last, Number(next) || 0) : window.last
  return { ...window, next, last }
}
