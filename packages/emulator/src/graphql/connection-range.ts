import type { JsonObject } from '../json.ts'
import type { Window } from '../page/page.ts'
import { decodeCursor } from './connection-cursor.ts'

export interface Edges {
  readonly from: number
  readonly to: number
}

export interface CursorProblem {
  readonly problem: 'invalid_cursor'
  readonly param: string
}

/** Between which records the page has to lie: https://relay.dev/graphql/connections.htm, section 4.4. */
export function edgesOf(
  { after, before }: JsonObject,
  keys: readonly string[],
  opaque: boolean,
): Edges | CursorProblem {
  const start = after == null ? '' : decodeCursor(String(after), opaque)
  const from = start === '' ? 0 : keys.indexOf(start) + 1
  if (start !== '' && from === 0) return { problem: 'invalid_cursor', param: 'after' }
  const to = before == null ? keys.length : keys.indexOf(decodeCursor(String(before), opaque))
  return to < 0 ? { problem: 'invalid_cursor', param: 'before' } : { from, to }
}

/** The part of a page that lies between two records. */
export function within(window: Window, { from, to }: Edges): Window {
  const start = Math.max(window.start, from)
  const end = Math.min(window.start + window.size, to)
  return { ...window, start, size: Math.max(0, end - start) }
}
