import { stat } from 'node:fs/promises'
import { SallyportError, type Secret } from '@sallyport/errors'
import type { EngineCall } from '../engine-client.ts'
import { Progress, type Screen } from './progress.ts'
import { type Line, readLines } from './read-lines.ts'
import { DoneLines, Report, readDone } from './report.ts'
import { MAX_LINE, readRow } from './row.ts'
import { type SendOptions, sendRow } from './send-row.ts'

export interface ImportOptions extends SendOptions {
  readonly file: string
  readonly report: string
  /** Lines that are under way at once. */
  readonly concurrency: number
  readonly clientSecret: Secret
  readonly screen: Screen
  /** Nothing more is begun; what is under way is finished and reported. */
  readonly stop: AbortSignal
}

export interface Imported {
  readonly summary: string
  readonly failed: number
  readonly stopped: boolean
}

/** Connects the account of each line of a file. What an earlier run has brought in, as its report says, is left out. */
export async function importCredentials(options: ImportOptions): Promise<Imported> {
  const { file, dryRun, concurrency, stop } = options
  const { size, dev, ino } = await stat(file).catch((cause: unknown) => {
    throw new SallyportError('invalid_request', `${file} cannot be read.`, { cause })
  })
  const before = await stat(options.report).catch(() => undefined)
  if (before?.dev === dev && before.ino === ino)
    throw new SallyportError(
      'invalid_request',
      'The report would be written over the lines that it is about.',
    )
  const done = dryRun ? new DoneLines() : await readDone(options.report)
  const report = await Report.open(options.report, dryRun)
  const progress = new Progress(options.screen, options.now)
  const lines = readLines(file, MAX_LINE)
  let read = 0
  const work = async () => {
    for (;;) {
      const next = stop.aborted ? undefined : await lines.next()
      if (next === undefined || next.done) return
      read += next.value.text?.length ?? MAX_LINE
      await one({ ...options, done, report, progress, fraction: read / size }, next.value)
    }
  }
  try {
    // A generator takes the calls of several in turn.
    await Promise.all(Array.from({ length: concurrency }, work))
  } finally {
    progress.end()
    await report.close()
  }
  return { summary: progress.summary(), failed: progress.counts.failed, stopped: stop.aborted }
}

interface Running extends Omit<ImportOptions, 'report'> {
  readonly done: DoneLines
  readonly report: Report
  readonly progress: Progress
  readonly fraction: number
}

async function one(running: Running, { number, text }: Line): Promise<void> {
  const { done, report, progress, fraction, clientSecret } = running
  if (text !== undefined && text.toString('latin1').trim() === '') return
  const row = readRow(text, clientSecret)
  if (row.key !== null && done.has(number, row.key)) return progress.add('skipped', fraction)
  const outcome = await sendRow(running, number, row)
  await report.add(outcome)
  progress.add(outcome.status, fraction)
}

/** Logs in anew where its token is over, as it is after a quarter of an hour. */
export async function lastingCall(login: () => Promise<EngineCall>): Promise<EngineCall> {
  let session: Promise<EngineCall> | undefined
  // Of several that need one, one logs in; what failed to is tried again by the next.
  const entered = () => {
    session ??= login().catch((error: unknown) => {
      session = undefined
      throw error
    })
    return session
  }
  await entered()
  return async (asked) => {
    const used = entered()
    try {
      return await (await used)(asked)
    } catch (error) {
      if (!SallyportError.isInstance(error) || error.code !== 'token_expired') throw error
      if (session === used) session = undefined
      return (await entered())(asked)
    }
  }
}
