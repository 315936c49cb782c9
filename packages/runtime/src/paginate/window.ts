import type { ResolvedCall } from '../resolve/resolved-call.ts'
import { foreignCursor } from './cursor.ts'
import { LAST_PAGE, type Page } from './page.ts'

/** A part of a list that came whole. */
export interface Windowed {
  readonly records: readonly unknown[]
  readonly page: Page
}

const PLACE = /^from (\d{1,9}) by (\d{1,9})$/

/**
 * Gives a part of a list that the third party gives whole, so that every list is gone through alike. The list is asked
 * for anew each time: what was put before the place meanwhile shifts it.
 *
 * @throws SallyportError `invalid_cursor`
 */
export function windowOf(call: ResolvedCall, records: readonly unknown[]): Windowed {
  const { from, size } = placeOf(call)
  if (size === undefined) return { records, page: LAST_PAGE }
  const end = from + size
  const part = records.slice(from, end)
  if (end >= records.length) return { records: part, page: LAST_PAGE }
  const nextCursor = Buffer.from(`from ${end} by ${size}`).toString('base64url')
  return { records: part, page: { nextCursor, complete: false } }
}

/**
 * Where in a whole list a call begins, and how many records it wants.
 *
 * @throws SallyportError `invalid_cursor` for a text that no whole list gave out.
 */
export function placeOf({ cursor, limit }: Pick<ResolvedCall, 'cursor' | 'limit'>): {
  readonly from: number
  readonly size: number | undefined
} {
  if (cursor === undefined) return { from: 0, size: limit }
  const [, from, size] = PLACE.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
  if (from === undefined || Number(size) < 1) throw foreignCursor()
  return { from: Number(from), size: limit ?? Number(size) }
}
