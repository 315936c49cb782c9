import { SallyportError } from '@sallyport/errors'
import type { ListOptions, Result } from './transport.ts'

/**
 * Bounds of a walk: what is left out has none. The page that reaches one is the last to be asked for; it is given
 * whole, so that its cursor leads on without a gap.
 */
export interface WalkBudget {
  /** Records. */
  readonly items?: number
  /** Of the records as JSON and of the cursors, in UTF-8. */
  readonly bytes?: number
  /** From the first page on, the reader's own time included. */
  readonly milliseconds?: number
}

export interface WalkOptions extends ListOptions {
  readonly budget?: WalkBudget
}

/** How a walk ended: what its generator returns. */
export interface WalkEnd {
  /** False where the budget was reached first. */
  readonly complete: boolean
  /** What to go on with; `null` at the end of the list. */
  readonly nextCursor: string | null
}

/**
 * Gives every record of a list, its pages asked for as they are needed. The rules are those of the runtime's
 * `all`, which this module cannot import; one suite holds both to them.
 */
export async function* walk(
  ask: (cursor: string | undefined) => Promise<Result>,
  { cursor: from, budget = {} }: Pick<WalkOptions, 'cursor' | 'budget'>,
  now: () => number,
): AsyncGenerator<unknown, WalkEnd, undefined> {
  const isSpent = meter(budget, now)
  const follow = trail(from)
  let cursor = from
  for (;;) {
    const { data, page } = await ask(cursor)
    const records = Array.isArray(data) ? data : []
    yield* records
    cursor = page?.nextCursor ?? undefined
    if (cursor === undefined) return { complete: true, nextCursor: null }
    follow(cursor, records.length)
    if (isSpent(records, cursor)) return { complete: false, nextCursor: cursor }
  }
}

/** Counts pages against a budget; tells whether it is reached. */
function meter(budget: WalkBudget, now: () => number) {
  for (const [name, bound] of Object.entries(budget))
    if (!(bound > 0)) throw new TypeError(`the budget of ${name} must be above 0`)
  const start = now()
  const encoder = new TextEncoder()
  let items = 0
  let bytes = 0
  return (records: readonly unknown[], cursor: string): boolean => {
    items += records.length
    if (budget.bytes !== undefined) bytes += encoder.encode(JSON.stringify(records) + cursor).length
    const spent = { items, bytes, milliseconds: now() - start }
    return Object.entries(budget).some(([name, bound]) => spent[name as keyof WalkBudget] >= bound)
  }
}

/** Some lists have empty pages in their middle, as those that are filtered after they were read. */
const MAX_EMPTY_PAGES = 100

/** Follows the cursors of a list; throws where they lead nowhere. */
function trail(from: string | undefined) {
  const seen = new Set(from === undefined ? [] : [from])
  let empty = 0
  return (cursor: string, records: number): void => {
    if (seen.has(cursor)) throw astray('leads back to a page that was read before')
    seen.add(cursor)
    empty = records === 0 ? empty + 1 : 0
    if (empty > MAX_EMPTY_PAGES) throw astray(`goes on after ${empty} pages without a record`)
  }
}

function astray(how: string): SallyportError {
  return new SallyportError('upstream_malformed', `The list ${how}.`)
}
