import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { type EmulateOptions, type Emulator, emulate } from '@sallyport/emulator'
import { Secret } from '@sallyport/errors'
import type { HttpLimits } from '@sallyport/http'
import { plantCluster } from '@sallyport/postgres/testing'
import type { RefreshTimings } from '@sallyport/runtime'
import type { ApplicationFile } from '../application-file.ts'
import type { Config } from '../config.ts'
import { type Edge, systemEdge } from '../edge.ts'
import { createLog } from '../log.ts'
import { practiceConfig } from '../practice-config.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { type RunningEngine, startEngine } from '../wire.ts'
import { type Caller, createCaller } from './caller.ts'
import { leakWatch } from './leak-watch.ts'

/** The token that the emulated GitHub takes. */
export const GITHUB_TOKEN = 'ghp_test0token0of0the0emulated0github00'
export const REPOSITORY = { owner: 'octokit-fixture-org', repo: 'paginate-issues' } as const

/** No socket, nobody at it, nobody yet, a server that goes down, a database that was dropped. */
const GONE = new Set(['ENOENT', 'ECONNREFUSED', '57P03', '57P01', '3D000'])

export interface UnderTestOptions {
  readonly edge?: Partial<Edge>
  readonly github?: EmulateOptions
  /** An existing database in place of a fresh embedded one. */
  readonly databaseUrl?: string
  readonly onQuery?: (what: string) => void
  /** Milliseconds that the emulated GitHub has for one call. */
  readonly deadlineMs?: number
  readonly refreshTimings?: Partial<RefreshTimings>
  readonly config?: Partial<Config>
  readonly httpLimits?: Partial<HttpLimits>
  /** Origins of further third parties, and what plays them. */
  readonly origins?: ReadonlyMap<string, string>
}

/** A whole engine over a fresh database, and the third party that it calls. */
export interface EngineUnderTest extends Caller {
  readonly engine: RunningEngine
  readonly github: Emulator
  readonly application: ApplicationFile
  readonly config: Config
  /** Everything that the engine has logged so far. */
  readonly logged: () => string
  readonly close: () => Promise<void>
}

/** Starts an engine and an emulated GitHub on free ports, in a folder that goes with them. */
export async function engineUnderTest(options: UnderTestOptions = {}): Promise<EngineUnderTest> {
  const folder = await makeTemporaryFolder()
  const github = await emulate(githubVendor, { credentials: GITHUB_TOKEN, ...options.github })
  leakWatch.play(github)
  const usual = testConfig(folder.path, github.url, options.databaseUrl)
  const redirectOrigins = new Map([...usual.redirectOrigins, ...(options.origins ?? [])])
  const config = { ...usual, redirectOrigins, ...options.config }
  await plantDatabase(config)
  const lines: string[] = []
  const log = createLog(config.logLevel, { write: (line) => void lines.push(line) })
  const started = await startEngine({
    config,
    log,
    // Tests wait a twentieth of the time; not at all would mean that every call in a queue is too late at once.
    edge: { ...systemEdge, wait: (ms, signal) => systemEdge.wait(ms / 20, signal), ...options.edge },
    ...(options.onQuery && { onQuery: options.onQuery }),
    ...(options.deadlineMs && { deadlineMs: options.deadlineMs }),
    ...(options.refreshTimings && { refreshTimings: options.refreshTimings }),
    ...(options.httpLimits && { httpLimits: options.httpLimits }),
  })
  const engine = { ...started, close: () => closeWatched(started) }
  const application = engine.created
  if (application === undefined) throw new TypeError('a fresh database is a first start')
  return {
    engine,
    github,
    application,
    config,
    logged: () => lines.join(''),
    ...createCaller(engine.url, application),
    close: async () => {
      await engine.close()
      await github.close()
      leakWatch.add('log', lines)
      await leakWatch.addFiles(config.dataDirectory)
      await folder.remove()
      leakWatch.check(application)
    },
  }
}

/** The database of an engine of its own is made from what is there already, as far as initdb makes it. */
async function plantDatabase({ databaseUrl, dataDirectory }: Config): Promise<void> {
  if (databaseUrl !== undefined) return
  const mode = 0o711
  const made = await mkdir(dataDirectory, { recursive: true, mode })
  if (made === undefined) return
  await chmod(dataDirectory, mode)
  await plantCluster(join(dataDirectory, 'postgres'))
}

/** Its tables are read while there is a database: some milliseconds before the last records are saved. */
async function closeWatched({ database, close }: RunningEngine): Promise<void> {
  try {
    await leakWatch.addTables(database)
  } catch (error) {
    // Some tests stop the database, or the engine, themselves.
    if (!GONE.has(String((error as { readonly code?: unknown }).code))) throw error
  } finally {
    await close()
  }
}

/** Settings of an engine that keeps everything in one folder and calls the emulator for GitHub. */
export function testConfig(folder: string, githubUrl: string, databaseUrl?: string): Config {
  return {
    ...practiceConfig(folder, githubUrl),
    databaseUrl: databaseUrl === undefined ? undefined : new Secret(databaseUrl),
    logLevel: 'trace',
  }
}
