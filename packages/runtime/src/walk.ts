import { SallyportError } from '@sallyport/errors'
import type { Projection, Warning } from './projection.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/**
 * Bounds of a walk. The page that reaches one is the last to be asked for; it is given whole, so that its cursor
 * leads on without a gap.
 */
export interface WalkBudget {
  /** Records (10,000). */
  readonly items?: number
  /** Of the records as JSON and of the cursors, in UTF-8 (32 MB). */
  readonly bytes?: number
  /** From the first page on, the reader's own time included (5 minutes). */
  readonly milliseconds?: number
}

export interface WalkOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly budget?: WalkBudget
}

/** One page of a walk. */
export interface WalkedPage {
  readonly data: readonly unknown[]
  readonly warnings: readonly Warning[]
}

/** How a walk ended. */
export interface WalkEnd {
  /** False where the budget was reached first. */
  readonly complete: boolean
  /** What to go on with; `null` at the end of the list. */
  readonly nextCursor: string | null
}

const DEFAULT_BUDGET = { items: 10_000, bytes: 32 * 1024 * 1024, milliseconds: 5 * 60_000 }

/**
 * Walks the pages of a list from the call's cursor on, each asked for when the reader wants it.
 *
 * @param ask Runs the call of one page.
 * @throws SallyportError `upstream_malformed` for a list that leads in a circle or goes on without records;
 * whatever `ask` throws. TypeError for what is no list, and for a budget that is none.
 */
export async function* all(
  call: ResolvedCall,
  ask: (page: ResolvedCall) => Promise<Projection>,
  { now, budget }: WalkOptions,
): AsyncGenerator<WalkedPage, WalkEnd, undefined> {
  if (call.operation.page === undefined) throw new TypeError(`${nameOf(call)} gives no list`)
  const isSpent = meter({ ...DEFAULT_BUDGET, ...budget }, now)
  const follow = trail(call)
  let { cursor } = call
  for (;;) {
    const { data, page, warnings } = await ask({ ...call, cursor })
    const records = Array.isArray(data) ? data : []
    yield { data: records, warnings }
    cursor = page?.nextCursor ?? undefined
    if (cursor === undefined) return { complete: true, nextCursor: null }
    follow(cursor, records.length)
    if (isSpent(records, cursor)) return { complete: false, nextCursor: cursor }
  }
}

/** Counts pages against a budget; tells whether it is reached. */
function meter(budget: Required<WalkBudget>, now: () => number) {
  for (const [name, bound] of Object.entries(budget))
    if (!(bound > 0)) throw new TypeError(`the budget of ${name} must be above 0`)
  const start = now()
  let items = 0
  let bytes = 0
  return (records: readonly unknown[], cursor: string): boolean => {
    items += records.length
    bytes += Buffer.byteLength(JSON.stringify(records)) + Buffer.byteLength(cursor)
    return items >= budget.items || bytes >= budget.bytes || now() - start >= budget.milliseconds
  }
}

/** Some lists have empty pages in their middle, as those that are filtered after they were read. */
const MAX_EMPTY_PAGES = 100

/** Follows the cursors of a list; throws where they lead nowhere. */
function trail(call: ResolvedCall) {
  const seen = new Set(call.cursor === undefined ? [] : [call.cursor])
  let empty = 0
  return (cursor: string, records: number): void => {
    if (seen.has(cursor)) throw astray(call, 'leads back to a page that was read before')
    seen.add(cursor)
    empty = records === 0 ? empty + 1 : 0
    if (empty > MAX_EMPTY_PAGES) throw astray(call, `goes on after ${empty} pages without a record`)
  }
}

function astray(call: ResolvedCall, how: string): SallyportError {
  return new SallyportError('upstream_malformed', `${nameOf(call)}: the list ${how}.`)
}
