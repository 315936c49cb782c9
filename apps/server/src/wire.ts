import { createHmac } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CONNECTOR_TYPES } from '@sallyport/connectors/connector-types'
import { createEngine, type Engine, type Jobs, scopeOfOrganization } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { createHttpServer, type HttpLimits } from '@sallyport/http'
import { serveEngine } from '@sallyport/mcp'
import { type Connection, type DeploymentWatch, openPostgresStorage } from '@sallyport/postgres'
import { createSender, type RefreshTimings } from '@sallyport/runtime'
import { createVault } from '@sallyport/vault'
import type { Logger } from 'pino'
import type { ApplicationFile } from './application-file.ts'
import type { Config } from './config.ts'
import type { Edge } from './edge.ts'
import { PROBE } from './first-deployment.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { openDeployment } from './open-deployment.ts'
import type { Planted } from './planted.ts'
import { createRootKeyCheck } from './root-key-check.ts'
import { saveSpoolFolder } from './save-spool-folder.ts'
import { version } from './version.ts'
import { requireRecognized, watchDeployment } from './watch-deployment.ts'
import { workBehind } from './work-behind.ts'

export interface WireOptions {
  readonly config: Config
  readonly edge: Edge
  readonly log: Logger
  /** Told of every round trip to the database; for tests and metrics. */
  readonly onQuery?: (what: string) => void
  /** Milliseconds that a third party has for one call, where it is not the default; for tests. */
  readonly deadlineMs?: number
  /** How long what takes in a refresh, where it is not the usual; for tests. */
  readonly refreshTimings?: Partial<RefreshTimings>
  /** What clients may take of the door, where it is not the usual; for tests. */
  readonly httpLimits?: Partial<HttpLimits>
  /** Mistakes to be found, for tests. */
  readonly planted?: Planted
  /** How long what was granted is held for a connector that is being made; for tests. */
  readonly holdMs?: number
}

/** An engine that listens. */
export interface RunningEngine {
  /** Where it listens: `http://127.0.0.1:8000`. */
  readonly url: string
  /** Present when this was the first start: shown once, and in `application.json`. */
  readonly created: ApplicationFile | undefined
  /** Its database as an administrator enters it. */
  readonly database: Connection
  /** Lets calls in flight finish, saves what is pending, stops the database it started. */
  readonly close: () => Promise<void>
}

/** What has to be let go of, in the order in which it was taken. */
type Closing = (() => Promise<void>)[]

/** Puts the house together and opens its door: the only place where the parts meet. */
export async function startEngine(options: WireOptions): Promise<RunningEngine> {
  await makeDataDirectory(options.config.dataDirectory)
  const closing: Closing = []
  const close = async () => {
    const failures: unknown[] = []
    for (const step of closing.splice(0).reverse()) {
      // What fails to close must not leave the rest open, the database least of all.
      await step().catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }
  try {
    const database = await openDatabase(options.config, (line) =>
      options.log.info({ part: 'postgres' }, line),
    )
    closing.push(database.stop)
    if (database.adopted)
      options.log.warn('took over the PostgreSQL that an engine before this one left running')
    const house = await openHouse(options, database, closing)
    const url = await openDoor(options, house, closing)
    await startWork(options, house, closing)
    return { url, created: house.created, database: database.connection, close }
  } catch (error) {
    await close()
    throw error
  }
}

interface House {
  readonly engine: Engine
  readonly jobs: Jobs
  readonly watch: DeploymentWatch
  readonly checks: Readonly<Record<string, () => Promise<void>>>
  readonly created: ApplicationFile | undefined
}

/** Storage, vault and engine: everything behind the door. */
async function openHouse(
  { config, edge, log, onQuery, deadlineMs, refreshTimings, holdMs, planted }: WireOptions,
  database: OpenDatabase,
  closing: Closing,
): Promise<House> {
  const { connection } = database
  const { prepared, rootKeys, created, recognition } = await openDeployment(config, edge, database)
  const { deployment } = prepared
  const watch = watchDeployment(recognition, edge, log)
  const postgres = await openPostgresStorage({
    connection,
    prepared,
    now: edge.now,
    monotonic: edge.monotonic,
    newId: edge.newId,
    watch,
    ...(onQuery && { onQuery }),
    scopeOf: scopeOfOrganization,
    onJobFailure: (error) => log.error({ err: error }, 'a job failed'),
  })
  closing.push(postgres.close)
  const vault = createVault({
    deploymentId: deployment.id,
    rootKeys,
    organizationKeys: postgres.organizationKeys,
  })
  const sender = createSender({
    allowLoopbackOrigins: config.redirectOrigins,
    quarantine: () => watch.reason(),
  })
  const engine = createEngine({
    ...edge,
    deploymentId: deployment.id,
    storage: planted?.storage?.(postgres.storage) ?? postgres.storage,
    vault,
    definitions: CONNECTOR_TYPES,
    sender,
    ticketKey: createHmac('sha256', deployment.scopeKey).update('sallyport connect tickets').digest(),
    spool: saveSpoolFolder({
      path: join(config.dataDirectory, 'spool'),
      onUnreadable: (error) => log.error({ err: error }, 'a spooled save of a credential cannot be read'),
    }),
    quotas: config.limits,
    ...(deadlineMs && { deadlineMs }),
    ...(refreshTimings && { refreshTimings }),
    ...(holdMs !== undefined && { holdMs }),
    onFailure: (error) => log.error({ err: error }, 'work behind the calls failed'),
  })
  // The sender goes first: writes whose callers have left come to their end, and then into the records.
  closing.push(() => engine.close())
  closing.push(() => sender.close())
  // Into a database that is not the one they were made for nothing is saved.
  if (watch.reason() === undefined) await engine.replaySaves()
  const checks = {
    database: postgres.probe,
    deployment: async () => requireRecognized(watch),
    root_key: createRootKeyCheck(() => vault.openForDeployment(PROBE, deployment.probe), edge.monotonic),
  }
  return { engine: planted?.engine?.(engine) ?? engine, checks, created, jobs: postgres.jobs, watch }
}

async function startWork({ edge, log }: WireOptions, house: House, closing: Closing): Promise<void> {
  const { engine, jobs, watch } = house
  const onFailure = (error: unknown) => log.error({ err: error }, 'work behind the calls failed')
  const end = await workBehind({ engine, jobs, watch, wait: edge.wait, onFailure })
  closing.push(async () => end())
}

/** The HTTP server; gives the address it listens on. */
async function openDoor(
  { config, edge, log, httpLimits }: WireOptions,
  house: House,
  closing: Closing,
): Promise<string> {
  const http = createHttpServer({
    ...edge,
    engine: house.engine,
    mcp: serveEngine({ version, onFailure: (error) => logMcp(log, error) }),
    checks: house.checks,
    version,
    publicUrl: config.publicUrl ?? '/',
    trustProxy: config.trustProxy,
    limits: { ...config.limits, ...httpLimits },
    ...(config.tls && { tls: config.tls }),
    onRequest: (line) => log.info(line, 'request'),
    onFailure: (error, requestId) =>
      log.error({ requestId, code: error.code, err: error.cause ?? error }, error.message),
  })
  // Side by side: calls and jobs under way have the same time to finish.
  closing.push(async () => void (await Promise.all([http.close(), house.jobs.stop()])))
  const { host, port } = config
  return http.listen({ host, port }).catch((cause: unknown) => {
    const message = `The engine cannot listen on ${host}:${port}.`
    const fix = 'Stop what listens there, or set SALLYPORT_HOST and SALLYPORT_PORT.'
    throw new SallyportError('configuration_invalid', message, { fix, cause })
  })
}

/** What a client does wrong in the protocol is not for an operator to hear of every time. */
function logMcp(log: Logger, error: Error): void {
  if (SallyportError.isInstance(error))
    log.error({ code: error.code, err: error.cause ?? error }, error.message)
  else log.debug({ err: error }, 'mcp')
}

/** Root's own database server runs as nobody and has to pass through; the files inside stay closed. */
async function makeDataDirectory(path: string): Promise<void> {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700
  const made = await mkdir(path, { recursive: true, mode })
  if (made !== undefined) await chmod(path, mode)
}
