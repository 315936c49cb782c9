import type { Ended } from './callers.ts'
import type { Outage } from './engines.ts'
import type { Change } from './history.ts'
import type { Family, Presentation } from './token-ledger.ts'

/** All that is known of a storm when it is over. */
export interface Evidence {
  readonly families: readonly Family[]
  /** Connector of each account, by its number. */
  readonly connectors: readonly string[]
  readonly history: readonly Change[]
  readonly states: ReadonlyMap<string, string>
  readonly outages: readonly Outage[]
  /** When the database was restarted. */
  readonly restarts: readonly number[]
  readonly calls: readonly Ended[]
  /** When the storm ended: what is out after it counts as well. */
  readonly until: number
}

export interface Verdict {
  readonly rotations: number
  readonly presentations: number
  readonly saved: number
  /** Presentations of one token that were under way at the same time. */
  readonly overlapping: string[]
  /** Presentations of a token whose successor had been saved. */
  readonly afterSave: string[]
  /** Accounts whose successor token reached nobody, and how many of them a kill explains. */
  readonly lost: number
  readonly killsInWindow: number
  /** What happened to each lost account that no kill explains. */
  readonly unexplained: string[][]
  /** Accounts that were given up although the vendor never refused them. */
  readonly falseReauth: string[]
  /** Calls that ended in neither data nor a named error that a repeat can mend. */
  readonly badCalls: string[]
  readonly ends: Readonly<Record<string, number>>
  /** Milliseconds between the vendor's commit and our save. */
  readonly window: { readonly p50: number; readonly p99: number; readonly longest: number }
}

export function judge(evidence: Evidence): Verdict {
  const lines = evidence.families.map((family) => lineOf(family, evidence))
  const windows = lines.flatMap(({ windows }) => windows).sort((a, b) => a - b)
  const lost = lines.filter((line) => line.lostAt !== undefined)
  const unexplained = lost.filter((line) => !explained(line, evidence))
  const lostConnectors = new Set(lost.map(({ connector }) => connector))
  return {
    rotations: sum(lines.map(({ rotations }) => rotations)),
    presentations: sum(evidence.families.map(({ presentations }) => presentations.length)),
    saved: windows.length,
    overlapping: lines.flatMap(({ overlapping }) => overlapping),
    afterSave: lines.flatMap(({ afterSave }) => afterSave),
    lost: lost.length,
    killsInWindow: lost.length - unexplained.length,
    unexplained: unexplained.map(({ story }) => story),
    falseReauth: lines.filter(({ isFalse }) => isFalse).map(({ connector }) => connector),
    badCalls: evidence.calls
      .filter((call) => isBad(call, evidence, lostConnectors))
      .map(describe)
      .slice(0, 20),
    ends: countBy(evidence.calls, ({ how, code }) => code ?? how),
    window: { p50: at(windows, 0.5), p99: at(windows, 0.99), longest: windows.at(-1) ?? 0 },
  }
}

interface Line {
  readonly connector: string
  readonly rotations: number
  readonly windows: number[]
  readonly overlapping: string[]
  readonly afterSave: string[]
  /** When the vendor committed a rotation that was never saved. */
  readonly lostAt: number | undefined
  /** When its engine set out to ask, as its row has it. */
  readonly askedAt: number | undefined
  /** When the vendor was through with that. */
  readonly answeredAt: number | undefined
  /** When its token was presented for the last time. */
  readonly againAt: number | undefined
  readonly isFalse: boolean
  readonly story: string[]
}

/** What happened to one account: the rotations by the vendor's account, the saves by the database's. */
function lineOf(
  { account, presentations }: Family,
  { connectors, history, states, until, outages, restarts }: Evidence,
): Line {
  const connector = connectors[account] ?? ''
  const changes = history.filter((change) => change.connector === connector)
  const saves = changes.filter((change, index) => change.version !== (changes[index - 1]?.version ?? 1))
  const commits = presentations.filter(({ given }) => given !== undefined)
  const saveOf = (commit: Presentation) => {
    const next = commits[commits.indexOf(commit) + 1]
    return saves.find(
      ({ at }) =>
        at >= (commit.committedAt ?? 0) - 1 && (next?.committedAt === undefined || at <= next.committedAt),
    )
  }
  const unsaved = commits.find((commit) => saveOf(commit) === undefined)
  const wasRefused = presentations.some(({ status }) => status.error === 'invalid_grant')
  return {
    connector,
    rotations: commits.length,
    windows: commits.flatMap((commit) => {
      const save = saveOf(commit)
      return save === undefined ? [] : [save.at - (commit.committedAt ?? save.at)]
    }),
    overlapping: overlaps(presentations, until).map((text) => `${connector}: ${text}`),
    afterSave: commits.flatMap((commit) => {
      const save = saveOf(commit)
      const late = presentations.filter(
        ({ token, receivedAt }) => token === commit.token && save !== undefined && receivedAt > save.at,
      )
      return late.map(({ receivedAt }) => `${connector}: ${receivedAt - (save?.at ?? 0)} ms after the save`)
    }),
    lostAt: unsaved?.committedAt,
    askedAt: unsaved && sentAt(changes, unsaved),
    answeredAt: unsaved?.endedAt,
    againAt: presentations.findLast((one) => one !== unsaved && one.token === unsaved?.token)?.receivedAt,
    isFalse: states.get(connector) === 'needs_reauth' && !wasRefused,
    story: storyOf(presentations, changes, { outages, restarts }),
  }
}

/** On a busy machine a request arrives some time after its row says that it is under way. */
function sentAt(changes: readonly Change[], { receivedAt }: Presentation): number {
  return changes.findLast(({ at, phase }) => phase === 'sent' && at <= receivedAt)?.at ?? receivedAt
}

function overlaps(presentations: readonly Presentation[], until: number): string[] {
  return presentations.flatMap((one, index) =>
    presentations
      .slice(index + 1)
      .filter((other) => other.token === one.token && other.receivedAt < (one.endedAt ?? until))
      .map((other) => `presented again ${other.receivedAt - one.receivedAt} ms after it was, unanswered`),
  )
}

/** A save takes milliseconds once the answer is there; a little longer on a machine that is busy. */
const SAVING_MS = 1_000
/** A database that crashed reads its log before it takes connections. */
const DOWN_MS = 10_000

/**
 * Whether a process was killed between its request and its save. From the request on: what is on its way to the vendor
 * when its sender dies is carried out all the same. Where the database was down the save waits for it, with the sealed
 * answer in the spool of an engine that may not come back in time.
 */
function explained({ askedAt, lostAt, answeredAt, againAt }: Line, { outages, restarts }: Evidence): boolean {
  if (lostAt === undefined) return false
  const [asked, answered] = [askedAt ?? lostAt, answeredAt ?? lostAt]
  const isDown = restarts.some((at) => at >= asked - DOWN_MS && at <= answered + SAVING_MS)
  const until = isDown ? (againAt ?? Number.POSITIVE_INFINITY) : answered + SAVING_MS
  return outages.some(({ kind, from }) => kind === 'killed' && from >= asked - 5 && from <= until)
}

/** A process that stood still ends the connections that rested meanwhile, some of them under a call that comes just then. */
const AGAIN_MS = 1_000

/** What ended in time with data, or with an error that says a repeat helps, is good; so is what the engine could not answer. */
function isBad(call: Ended, { outages }: Evidence, lost: ReadonlySet<string>): boolean {
  if (call.how === 'data') return false
  if (call.how === 'unreachable') {
    return !outages.some(
      ({ engine, from, to = Number.POSITIVE_INFINITY }) =>
        engine === call.engine && from <= call.to + 50 && to + AGAIN_MS >= call.from,
    )
  }
  if (call.code === 'reauthorization_required') return !lost.has(call.connector)
  return call.retryable !== true
}

function describe({ engine, how, status, code, from, to }: Ended): string {
  return `engine ${engine}: ${how} ${status ?? ''} ${code ?? ''} after ${to - from} ms`
}

function countBy<T>(values: readonly T[], key: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[key(value)] = (counts[key(value)] ?? 0) + 1
  return counts
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

type Weather = Pick<Evidence, 'outages' | 'restarts'>

/** Both accounts of one connector, and the weather, in the order of time. */
function storyOf(
  presentations: readonly Presentation[],
  changes: readonly Change[],
  { outages, restarts }: Weather,
): string[] {
  const names = new Map<string, string>()
  const name = (token: string) => {
    const known = names.get(token) ?? `token ${names.size + 1}`
    names.set(token, known)
    return known
  }
  const events = [
    ...presentations.flatMap(({ token, receivedAt, committedAt, endedAt, status, given }) => [
      [receivedAt, `${name(token)} presented`] as const,
      [committedAt, `  vendor: ${status.code} ${status.error ?? name(given ?? '')}`] as const,
      [endedAt, '  vendor answered'] as const,
    ]),
    ...changes.map(
      ({ at, version, state, phase, owner }) =>
        [at, `row: v${version} ${state} ${phase} ${owner ?? ''}`] as const,
    ),
    ...outages.flatMap(({ engine, kind, from, to }) => [
      [from, `      engine ${engine} ${kind}`] as const,
      [to, `      engine ${engine} again`] as const,
    ]),
    ...restarts.map((at) => [at, '      database restarted'] as const),
  ].flatMap(([at, text]) => (at === undefined ? [] : [[at, text] as const]))
  const sorted = events.sort(([a], [b]) => a - b)
  const [[start] = [0]] = sorted
  return sorted.map(([at, text]) => `${Math.round(at - start)} ${text}`)
}
