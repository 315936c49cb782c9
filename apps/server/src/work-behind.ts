import type { Engine, JobHandler, JobHandlers, Jobs } from '@sallyport/engine'
import type { DeploymentWatch } from '@sallyport/postgres'
import { requireRecognized } from './watch-deployment.ts'

export interface WorkBehindOptions {
  readonly engine: Pick<Engine, 'jobHandlers' | 'refreshJob' | 'replaySaves'>
  readonly jobs: Jobs
  readonly watch: DeploymentWatch
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Between two looks for saves that wait on disk. */
  readonly replayMs?: number
  readonly onFailure: (error: unknown) => void
}

/** Another engine may have left them there, or this one when it was not to write. */
const REPLAY_MS = 60_000

/**
 * What is done behind the calls, while the database is recognized: in a quarantine no job is taken, since it would fail
 * and be counted as tried, and nothing is saved. Gives what ends it.
 */
export async function workBehind(options: WorkBehindOptions): Promise<() => void> {
  const { watch, onFailure } = options
  const closing = new AbortController()
  const isOver = () => closing.signal.aborted
  const begun = watch.reason() === undefined
  if (begun) await begin(options)
  void follow(options, begun, isOver).catch(onFailure)
  void replayNowAndThen(options, closing.signal).catch(onFailure)
  return () => closing.abort()
}

async function begin({ engine, jobs, watch }: WorkBehindOptions): Promise<void> {
  const handlers = { ...engine.jobHandlers, refresh_credential: engine.refreshJob(jobs) }
  await jobs.start(whileRecognized(handlers, watch))
}

/** One that was taken right before the database was not the known one any more. */
function whileRecognized(handlers: JobHandlers, watch: DeploymentWatch): JobHandlers {
  const guarded = (handler: JobHandler): JobHandler => {
    return async (scope, job) => {
      requireRecognized(watch)
      await handler(scope, job)
    }
  }
  return Object.fromEntries(Object.entries(handlers).map(([task, handler]) => [task, guarded(handler)]))
}

async function follow(options: WorkBehindOptions, begun: boolean, isOver: () => boolean): Promise<void> {
  const { watch, jobs, engine, onFailure } = options
  for (let working = begun; !isOver(); ) {
    if (working) {
      await watch.unrecognized()
      if (isOver()) return
      await jobs.pause()
    }
    await watch.recognized()
    if (isOver()) return
    await engine.replaySaves().catch(onFailure)
    if (working) jobs.resume()
    else await begin(options)
    working = true
  }
}

async function replayNowAndThen(
  { engine, watch, wait, replayMs = REPLAY_MS, onFailure }: WorkBehindOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await wait(replayMs, signal).catch(() => {})
    if (signal.aborted || watch.reason() !== undefined) continue
    await engine.replaySaves().catch(onFailure)
  }
}
