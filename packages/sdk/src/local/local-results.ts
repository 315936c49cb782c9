import { SallyportError } from '@sallyport/errors'
import { answerQuery, type Budgeted, type QueryAnswer, readQuery, withinBudget } from '@sallyport/tools'

export interface LocalResultsOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly newId: () => string
}

export interface LocalFitting {
  readonly maxTokens: number
  /** Fields by which a record can be told, where nobody chose fields. */
  readonly compactFields?: readonly string[]
}

/** Results that were over their budget, kept in this process as an engine would keep them. */
export interface LocalResults {
  /** A result within its budget. What is too large is kept under a handle. */
  fit(data: unknown, fitting: LocalFitting): Promise<Budgeted>
  /** @throws SallyportError `result_not_found`, `invalid_params` */
  query(handle: string, query: unknown, maxTokens: number): QueryAnswer
}

const LIFETIME_MS = 60 * 60 * 1000
/** Of one client; the oldest of more go. */
const MAX_RESULTS = 100
const MAX_CHARACTERS = 128 * 1024 * 1024

interface Kept {
  readonly json: string
  readonly expiresAt: number
}

/** Keeps results in memory, for an hour and as long as the client lives. */
export function createLocalResults({ now, newId }: LocalResultsOptions): LocalResults {
  /** The oldest first. */
  const kept = new Map<string, Kept>()
  let held = 0

  const drop = (handle: string) => {
    held -= kept.get(handle)?.json.length ?? 0
    kept.delete(handle)
  }
  const keep = (json: string) => {
    const handle = newId()
    const expiresAt = now() + LIFETIME_MS
    kept.set(handle, { json, expiresAt })
    held += json.length
    for (const [oldest, { expiresAt: until }] of kept) {
      const isOver = kept.size > MAX_RESULTS || held > MAX_CHARACTERS
      if (oldest === handle || !(isOver || until <= now())) break
      drop(oldest)
    }
    return { handle, expiresAt: new Date(expiresAt) }
  }
  return {
    fit: (data, fitting) => withinBudget(data, { ...fitting, keep: async (json) => keep(json) }),
    query(handle, query, maxTokens) {
      const asked = readQuery(query)
      const found = kept.get(handle)
      if (found === undefined || found.expiresAt <= now()) throw notFound()
      return answerQuery(parsed(found.json), asked, maxTokens)
    },
  }
}

/** What was written in this process. */
function parsed(json: string): unknown {
  return JSON.parse(json)
}

function notFound(): SallyportError {
  return new SallyportError('result_not_found', 'There is no such result, or its hour is over.', {
    fix: 'Run the call again: a result that is too large comes with a new handle.',
  })
}
