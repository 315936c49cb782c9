import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { queryAs } from '@sallyport/postgres'
import { type MeasuredEngine, startMeasuredEngine } from '../engine.ts'
import { pace, requestBytes, type Target } from '../load.ts'
import { median } from '../median.ts'
import { RawConnection } from '../raw-connection.ts'
import { type KeyHouse, openKeyHouse } from '../rotation/key-house.ts'
import { FIELDS } from '../upstream-answer.ts'
import { fillConnectors } from './fill-connectors.ts'

/** The requests go over so many connectors in turn, however many there are. */
export const HOT = 10
/** As many connectors as a cache of 20,000 rows holds with room to spare. */
export const WIDE = 10_000
export const RATE = 200
export const SECONDS = Number(process.argv[4] ?? 15)
const COLD = 200
/** A backend reports what it did within a second (monitoring-stats.html#MONITORING-STATS-VIEWS). */
const REPORTED_MS = 2_500

export interface Spread {
  readonly connectors: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly residentMb: number
  /** Of the database, less what an idle engine makes in the same time. */
  readonly transactionsPerCall: number
}

export interface Scale {
  readonly connectors: number
  readonly idleMb: number
  readonly hot: Spread
  readonly wide: Spread
  /** Medians of the first and the second call of a connector that nobody has called before. */
  readonly cold: { readonly firstMs: number; readonly secondMs: number }
}

interface Bench {
  readonly engine: MeasuredEngine
  readonly house: KeyHouse
  readonly bearer: string
  /** Committed transactions while nobody calls, for each second. */
  readonly idleRate: number
}

/** One engine with its connectors, of which none was called yet. */
export interface Filled {
  readonly engine: MeasuredEngine
  readonly house: KeyHouse
  readonly ids: readonly string[]
}

export async function fillScale(upstreamPort: number, connectors: number): Promise<Filled> {
  const engine = await startMeasuredEngine(upstreamPort)
  const rootKeyFile = join(dirname(engine.data), 'keys', 'root.key')
  const house = await openKeyHouse(engine.data, [rootKeyFile])
  const like = /connectors\/([\w-]+)\/execute/.exec(String(engine.target.request))?.[1] ?? ''
  const ids = [like, ...(await fillConnectors(house, { like, count: connectors - 1, rootKeyFile }))]
  return { engine, house, ids }
}

/** Measures one engine, and ends it. */
export async function measureScale({ engine, house, ids }: Filled): Promise<Scale> {
  const connectors = ids.length
  try {
    const bearer = await applicationToken(engine)
    await sleep(REPORTED_MS)
    const before = await transactions(house)
    await sleep(SECONDS * 1000)
    const idleRate = ((await transactions(house)) - before) / SECONDS
    const bench: Bench = { engine, house, bearer, idleRate }
    const idleMb = engine.child.residentMb()
    // Before anything else, while nobody has called most of them.
    const cold = await measureCold(bench, ids.slice(-COLD))
    const hot = await measureSpread(bench, ids.slice(0, HOT))
    const wide = await measureSpread(bench, ids.slice(0, WIDE))
    return { connectors, idleMb, hot, wide, cold }
  } finally {
    await house.close()
    await engine.stop()
  }
}

async function measureSpread(bench: Bench, ids: readonly string[]): Promise<Spread> {
  const { engine, house, idleRate } = bench
  const target = targetOf(bench, ids)
  // Each once, and then what the compiler needs to settle.
  await pace(target, RATE * 2, Math.max(SECONDS / 2, ids.length / (RATE * 2)))
  await sleep(REPORTED_MS)
  const before = await transactions(house)
  const { p50Ms, p99Ms } = await pace(target, RATE, SECONDS)
  await sleep(REPORTED_MS)
  const seconds = SECONDS + REPORTED_MS / 1000
  const made = (await transactions(house)) - before - idleRate * seconds
  const transactionsPerCall = Math.max(0, made) / (RATE * SECONDS)
  return { connectors: ids.length, p50Ms, p99Ms, residentMb: engine.child.residentMb(), transactionsPerCall }
}

async function measureCold(bench: Bench, ids: readonly string[]): Promise<Scale['cold']> {
  const connection = await RawConnection.open(bench.engine.child.port)
  const [first, second]: [number[], number[]] = [[], []]
  for (const id of ids) {
    for (const times of [first, second]) {
      const startedAt = performance.now()
      await connection.exchange(executeBytes(bench, id))
      times.push(performance.now() - startedAt)
    }
  }
  connection.close()
  return { firstMs: median(first), secondMs: median(second) }
}

function targetOf(bench: Bench, ids: readonly string[]): Target {
  const requests = ids.map((id) => executeBytes(bench, id))
  let at = 0
  const request = () => requests[at++ % requests.length] ?? Buffer.alloc(0)
  return { port: bench.engine.child.port, request }
}

function executeBytes({ bearer }: Bench, id: string): Buffer {
  const params = { owner: 'bench', repo: 'bench' }
  return requestBytes({
    method: 'POST',
    path: `/api/v1/integrations/connectors/${id}/execute`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ entity: 'repositories', action: 'get', params, select_fields: FIELDS }),
  })
}

async function applicationToken({ child, data }: MeasuredEngine): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${child.port}/api/v1/applications/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: readFileSync(join(data, 'application.json'), 'utf8'),
  })
  const { access_token } = (await response.json()) as Record<string, string>
  return access_token ?? ''
}

async function transactions({ administrator }: KeyHouse): Promise<number> {
  const [row] = await queryAs<{ count: number }>(
    administrator,
    'SELECT (xact_commit + xact_rollback)::float8 AS count FROM pg_stat_database WHERE datname = current_database()',
  )
  return row?.count ?? 0
}
