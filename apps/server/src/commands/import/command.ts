import { parseArgs } from 'node:util'
import type { HostCommand } from '@sallyport/cli'
import { SallyportError } from '@sallyport/errors'
import { loadClientConfig } from '../../client-config.ts'
import { systemEdge } from '../../edge.ts'
import { openEngineClient } from '../engine-client.ts'
import { complain, complainOf, say } from '../say.ts'
import { stopSignal } from '../stop-signal.ts'
import { importCredentials, lastingCall } from './import-credentials.ts'

const WRONG_USE = 2
const SOME_FAILED = 3
/** What a shell says of a program that SIGINT ended. */
const STOPPED = 130
const MAX_CONCURRENCY = 32

const importUsage = `Usage: sallyport connectors import-credentials <file.ndjson> [--dry-run]
         [--report <file>] [--concurrency <1 to ${MAX_CONCURRENCY}>] [--url ...] [--application ...]
Each line: {"workspace_name", "connector_type", "credentials", "name"?, "replication_config"?, "entities"?, "key"?}`

/** Beside the commands of the table: it goes through a file of any length. */
export const importing: HostCommand = {
  words: ['connectors', 'import-credentials'],
  about: 'Connects the accounts of a file, a line for each, and reports on every line.',
  run: runImport,
}

/** Gives 0 where all lines are in, 3 where some failed, 130 where it was stopped. */
async function runImport(args: readonly string[]): Promise<number> {
  const parsed = read(args)
  if (parsed instanceof TypeError) {
    complain([parsed.message, importUsage])
    return WRONG_USE
  }
  const stop = new AbortController()
  void stopSignal().then(() => stop.abort())
  try {
    const config = loadClientConfig(parsed)
    const call = await lastingCall(() => openEngineClient(config))
    const { now, wait } = systemEdge
    const { clientSecret } = config
    const options = { ...parsed, call, clientSecret, now, wait: (ms: number) => wait(ms, stop.signal) }
    const imported = await importCredentials({ ...options, screen: process.stderr, stop: stop.signal })
    say([`${imported.summary}. The report is ${parsed.report}.`])
    if (imported.stopped) return STOPPED
    return imported.failed > 0 ? SOME_FAILED : 0
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    complainOf(error)
    return 1
  }
}

function read(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        application: { type: 'string' },
        report: { type: 'string' },
        concurrency: { type: 'string', default: '8' },
        'dry-run': { type: 'boolean', default: false },
      },
      allowPositionals: true,
      strict: true,
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) return new TypeError('Say which file, and one alone.')
    const concurrency = Number(values.concurrency)
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      return new TypeError(`--concurrency is a number from 1 to ${MAX_CONCURRENCY}.`)
    }
    const dryRun = values['dry-run']
    const report = values.report ?? `${file}.${dryRun ? 'dry-run' : 'report'}.ndjson`
    return { file, report, concurrency, dryRun, url: values.url, application: values.application }
  } catch (error) {
    if (error instanceof TypeError) return error
    throw error
  }
}
