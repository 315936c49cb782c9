import type { Received } from './send.ts'

export interface FuzzOptions {
  readonly seed: number
  readonly requestsPerRoute: number
}

/** What became of the requests to one operation. */
export interface Covered {
  readonly id: string
  readonly paths: number
  readonly requests: number
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>
  readonly problems: readonly string[]
  readonly slowestMs: number
}

const PROBLEMS_SHOWN = 5

type Seen = Pick<Received, 'status' | 'ms'> & { readonly problem: string | undefined }

/** @param reason Why nothing of it can succeed, where that is so. */
export function coveredBy(
  what: Pick<Covered, 'id' | 'paths'>,
  seen: readonly Seen[],
  reason?: string,
): Covered {
  const statuses: Record<number, number> = {}
  for (const { status } of seen) statuses[status] = (statuses[status] ?? 0) + 1
  const problems = seen.flatMap(({ problem }) => problem ?? [])
  const count = (least: number) => seen.filter(({ status }) => status >= least && status < least + 100).length
  if (count(200) === 0 && reason === undefined) problems.push('nothing succeeded')
  if (count(200) > 0 && reason !== undefined) problems.push(`it succeeds, and the table says: ${reason}`)
  if (count(400) === 0) problems.push('nothing was refused')
  const slowestMs = Math.max(...seen.map(({ ms }) => ms))
  return { ...what, requests: seen.length, statuses, problems: problems.slice(0, PROBLEMS_SHOWN), slowestMs }
}
