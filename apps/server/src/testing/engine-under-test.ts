import { githubVendor } from '@sallyport/connectors/github/vendor'
import { type EmulateOptions, type Emulator, emulate } from '@sallyport/emulator'
import { Secret } from '@sallyport/errors'
import type { RefreshTimings } from '@sallyport/runtime'
import type { ApplicationFile } from '../application-file.ts'
import type { Config } from '../config.ts'
import { type Edge, systemEdge } from '../edge.ts'
import { createLog } from '../log.ts'
import { practiceConfig } from '../practice-config.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { type RunningEngine, startEngine } from '../wire.ts'
import { type Caller, createCaller } from './caller.ts'

/** The token that the emulated GitHub takes. */
export const GITHUB_TOKEN = 'ghp_test0token0of0the0emulated0github00'
export const REPOSITORY = { owner: 'octokit-fixture-org', repo: 'paginate-issues' } as const

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
  const usual = testConfig(folder.path, github.url, options.databaseUrl)
  const redirectOrigins = new Map([...usual.redirectOrigins, ...(options.origins ?? [])])
  const config = { ...usual, redirectOrigins, ...options.config }
  const lines: string[] = []
  const log = createLog(config.logLevel, { write: (line) => void lines.push(line) })
  const engine = await startEngine({
    config,
    log,
    // Tests wait a twentieth of the time; not at all would mean that every call in a queue is too late at once.
    edge: { ...systemEdge, wait: (ms, signal) => systemEdge.wait(ms / 20, signal), ...options.edge },
    ...(options.onQuery && { onQuery: options.onQuery }),
    ...(options.deadlineMs && { deadlineMs: options.deadlineMs }),
    ...(options.refreshTimings && { refreshTimings: options.refreshTimings }),
  })
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
      await folder.remove()
    },
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
