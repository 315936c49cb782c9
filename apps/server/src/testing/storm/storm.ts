import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, queryAs } from '@sallyport/postgres'
import { startEmbedded } from '@sallyport/postgres/embedded'
import { plantCluster } from '@sallyport/postgres/testing'
import type { RefreshTimings } from '@sallyport/runtime'
import { makeTemporaryFolder } from '../../temporary-folder.ts'
import { createCaller } from '../caller.ts'
import { callUntilAborted } from './callers.ts'
import { StormEngine } from './engines.ts'
import { keepHistory, readHistory, readStates } from './history.ts'
import { type Evidence, judge, type Verdict } from './judge.ts'
import { stormDefinition } from './storm-definition.ts'
import { CLIENT, type StormVendor, startThirdParty } from './third-party.ts'
import { type Weather, weather } from './weather.ts'

export interface StormOptions {
  readonly engines: number
  /** Callers at each engine. */
  readonly callers: number
  readonly accounts: number
  readonly accessTokenSeconds: number
  readonly timings: Partial<RefreshTimings>
  /** Milliseconds that the token endpoint takes before it acts, and after. */
  readonly latency: { readonly before: () => number; readonly after: () => number }
  /** Ends when this many rotations happened, or this many milliseconds are over. */
  readonly rotations: number
  readonly mostMs: number
  readonly longestStopMs: number
  readonly everyMs: number
  readonly say: (line: string) => void
}

export interface StormReport extends Verdict {
  readonly seconds: number
  /** Engines that ended by themselves. */
  readonly deaths: readonly string[]
  readonly kills: number
  readonly stops: number
  readonly restarts: number
  readonly notificationsDropped: number
  readonly calls: number
}

/** Runs a storm over engines, a database and a vendor of its own, and judges what they did. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const folder = await makeTemporaryFolder()
  const vendor = await startThirdParty(options.accessTokenSeconds, options.latency)
  const database = await startDatabase(join(folder.path, 'postgres'))
  const engines = Array.from({ length: options.engines }, (_, number) =>
    engineOf(number, { folder: folder.path, vendor, database, timings: options.timings }),
  )
  try {
    return await runStorm(options, { vendor, database, engines })
  } finally {
    await Promise.all(engines.map((engine) => engine.end('SIGKILL')))
    await vendor.close()
    await database.stop()
    await folder.remove()
  }
}

interface Parts {
  readonly vendor: StormVendor
  readonly database: Awaited<ReturnType<typeof startDatabase>>
  readonly engines: readonly StormEngine[]
}

async function runStorm(options: StormOptions, { vendor, database, engines }: Parts): Promise<StormReport> {
  const [first, ...others] = engines
  await first?.start()
  await Promise.all(others.map((engine) => engine.start()))
  if (first?.url === undefined || first.application === undefined)
    throw new TypeError('an engine that started')
  await keepHistory(database.administrator)
  const caller = createCaller(first.url, first.application)
  const connectors = await connectAll(caller, vendor, options.accounts)
  const bearer = await caller.scopedToken('storm')
  const startedAt = Date.now()
  const over = new AbortController()
  const calm = new AbortController()
  const calls = callUntilAborted({
    engines,
    perEngine: options.callers,
    connectors,
    bearer: () => bearer,
    pauseMs: 500,
    signal: over.signal,
  })
  const weathered = weather({
    engines,
    longestStopMs: options.longestStopMs,
    everyMs: options.everyMs,
    restartDatabase: () => database.restart(),
    dropNotifications: () => dropNotifications(database.administrator),
    random: Math.random,
    signal: calm.signal,
  })
  await untilEnough(options, vendor, startedAt)
  calm.abort()
  const seen = await weathered
  // What is unknown is waited out, and what was lost is noticed.
  await sleep(settleMs(options.timings))
  over.abort()
  const ended = await calls
  await untilSettled(database.administrator)
  const evidence: Evidence = {
    families: vendor.ledger.families,
    connectors,
    calls: ended,
    history: await readHistory(database.administrator),
    states: await readStates(database.administrator),
    outages: seen.outages,
    restarts: seen.restarts,
    until: Date.now(),
  }
  const deaths = engines.flatMap((engine) => engine.deaths)
  return {
    ...judge(evidence),
    ...figures(evidence, seen),
    deaths,
    seconds: Math.round((Date.now() - startedAt) / 1000),
  }
}

function figures(evidence: Evidence, { outages, restarts, dropped }: Weather) {
  return {
    kills: outages.filter(({ kind }) => kind === 'killed').length,
    stops: outages.filter(({ kind }) => kind === 'stopped').length,
    restarts: restarts.length,
    notificationsDropped: dropped,
    calls: evidence.calls.length,
    outages,
    restartedAt: restarts,
  }
}

/** Long enough for an attempt of unknown outcome to be repeated. */
function settleMs({
  endpointMs = 20_000,
  pauseMs = 15_000,
  leaseMs = 60_000,
}: Partial<RefreshTimings>): number {
  return leaseMs + 2 * (endpointMs + pauseMs) + 2_000
}

/** Refreshes ahead of need may be under way; nobody asks for more. */
async function untilSettled(administrator: Connection): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const [row] = await queryAs<{ count: number }>(
      administrator,
      "SELECT count(*)::integer AS count FROM sallyport.credentials WHERE phase <> 'settled' AND lease_until > now()",
    )
    if (row?.count === 0) return
    await sleep(100)
  }
}

async function untilEnough(options: StormOptions, { ledger }: StormVendor, startedAt: number): Promise<void> {
  for (;;) {
    await sleep(1_000)
    const rotations = ledger.families
      .flatMap(({ presentations }) => presentations)
      .filter(({ given }) => given !== undefined).length
    options.say(`${Math.round((Date.now() - startedAt) / 1000)} s: ${rotations} rotations`)
    if (rotations >= options.rotations || Date.now() - startedAt > options.mostMs) return
  }
}

async function connectAll(
  caller: ReturnType<typeof createCaller>,
  vendor: StormVendor,
  accounts: number,
): Promise<string[]> {
  const bearer = await caller.applicationToken()
  const pushed = await caller.call('POST', '/api/v1/integrations/definitions/sources', {
    bearer,
    body: { definition: stormDefinition },
  })
  if (pushed.status >= 300) throw new Error(`the definition is refused: ${pushed.text}`)
  const connectors: string[] = []
  for (let number = 0; number < accounts; number++) {
    const { access_token, refresh_token } = await vendor.account(number)
    const made = await caller.call('POST', '/api/v1/integrations/connectors', {
      bearer,
      body: {
        definition_id: stormDefinition.id,
        workspace_name: 'storm',
        name: `account ${number}`,
        validate: false,
        credentials: {
          access_token,
          refresh_token,
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
        },
      },
    })
    if (made.status !== 200) throw new Error(`account ${number} is refused: ${made.text}`)
    connectors.push(made.body.id)
  }
  return connectors
}

interface EngineParts {
  readonly folder: string
  readonly vendor: StormVendor
  readonly database: { readonly url: string }
  readonly timings: Partial<RefreshTimings>
}

function engineOf(number: number, { folder, vendor, database, timings }: EngineParts): StormEngine {
  const environment = {
    SALLYPORT_PORT: '0',
    SALLYPORT_LOG_LEVEL: 'warn',
    SALLYPORT_DATA_DIR: join(folder, `engine-${number}`),
    SALLYPORT_ROOT_KEY: `file:${join(folder, 'keys', 'root.key')}`,
    DATABASE_URL: database.url,
    // More call than one workspace usually may.
    SALLYPORT_RATE_LIMIT_APPLICATION: 'off',
    SALLYPORT_RATE_LIMIT_WORKSPACE: 'off',
    SALLYPORT_REDIRECT_ORIGINS: JSON.stringify({ [stormDefinition.server.url]: vendor.url }),
  }
  return new StormEngine(number, { environment, timings }, folder)
}

async function startDatabase(directory: string) {
  await plantCluster(directory)
  let server = await startEmbedded({ directory })
  const { host, port, superuser: user } = server
  const administrator: Connection = { host, port, user, database: 'postgres' }
  await queryAs(administrator, 'CREATE DATABASE storm')
  return {
    administrator: { ...administrator, database: 'storm' },
    url: `postgres://${user}@/storm?host=${encodeURIComponent(host)}&port=${port}`,
    stop: () => server.stop(),
    /** As a crash would: without a checkpoint, under every connection. */
    async restart() {
      const [row] = await queryAs<{ pid: string }>(
        administrator,
        "SELECT pg_read_file('postmaster.pid') AS pid",
      )
      const pid = Number.parseInt(row?.pid ?? '', 10)
      process.kill(pid, 'SIGQUIT')
      while (isRunning(pid)) await sleep(20)
      server = await startEmbedded({ directory })
    },
  }
}

function isRunning(pid: number): boolean {
  return /^[^Z\s]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout)
}

async function dropNotifications(administrator: Connection): Promise<void> {
  await queryAs(
    administrator,
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sallyport changes'",
  )
}
