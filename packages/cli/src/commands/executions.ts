import type { Answer, Operations } from '@sallyport/contract'
import { ask, partsOf } from '../call-operation.ts'
import type { CommandCall, CommandRow, Shown } from '../command-row.ts'
import { findConnector, workspaceReference } from '../find-connector.ts'
import { chooseFields } from '../output/choose-fields.ts'
import { printableJson } from '../output/printable.ts'
import { type Column, columnsOf, table } from '../output/table.ts'

type Page = Answer<Operations['listExecutions']>
type Execution = Page['data'][number]

const POLL_MS = 2_000
/** A call is recorded when it ends, within a second, under the time at which it began: 24 seconds before at most. */
const LATE_MS = 60_000
const COLUMNS: readonly Column[] = [
  ['STARTED', 'started_at'],
  ['CONNECTOR', 'connector_name'],
  ['ENTITY', 'entity'],
  ['ACTION', 'action'],
  ['OUTCOME', 'outcome'],
  ['MS', 'duration_ms'],
  ['REQUEST', 'request_id'],
]

export const executionRows: readonly CommandRow[] = [
  {
    words: ['executions', 'tail'],
    about:
      'Shows the latest calls through the connectors of a workspace; with --follow, further ones as they end.',
    operation: 'listExecutions',
    inWorkspace: true,
    hidden: ['connector_id', 'cursor'],
    own: {
      connector: { type: 'string', description: 'Of one connector alone: its id, name or type.' },
      follow: {
        type: 'boolean',
        description: 'Goes on until it is stopped; with --json, one line for each call.',
      },
    },
    run: tail,
  },
]

async function tail(call: CommandCall): Promise<Shown> {
  const asked = await askedFor(call)
  const page = await ask(call, 'listExecutions', asked)
  if (call.input.follow === true) return follow(call, { asked, first: page.data })
  // As a log reads: the latest is the last.
  const lines = table(page.data.toReversed(), COLUMNS)
  return { answer: page, lines }
}

type Parts = ReturnType<typeof partsOf>

async function askedFor(call: CommandCall): Promise<Parts> {
  const of = Object.hasOwn(call.input, 'connector') ? { connector_id: (await findConnector(call)).id } : {}
  const parts = partsOf(call.row, call.input)
  return { ...parts, query: { ...parts.query, ...workspaceReference(call), ...of } }
}

/** Asks again for the last minute: what ended later may have begun earlier. Each call is shown once, when it has ended. */
async function follow(
  call: CommandCall,
  { asked, first }: { readonly asked: Parts; readonly first: readonly Execution[] },
): Promise<Shown> {
  const { host } = call
  const stop = new AbortController()
  void host.stopped().then(() => stop.abort())
  const seen = new Map<string, number>()
  let rows = first
  while (!stop.signal.aborted) {
    show(
      call,
      rows.toReversed().filter((row) => isNew(seen, row)),
    )
    await host.wait(POLL_MS, stop.signal).catch(() => {})
    if (stop.signal.aborted) break
    const since = new Date(host.now() - LATE_MS).toISOString()
    forget(seen, host.now() - 2 * LATE_MS)
    rows = await wholeMinute(call, { ...asked, query: { ...asked.query, since, limit: '100' } })
  }
  return { answer: null, done: true }
}

async function wholeMinute(call: CommandCall, parts: Parts): Promise<readonly Execution[]> {
  const rows: Execution[] = []
  let cursor: string | null = null
  do {
    const query: object = { ...parts.query, ...(cursor !== null && { cursor }) }
    const page: Page = await ask(call, 'listExecutions', { ...parts, query: { ...query } })
    rows.push(...page.data)
    cursor = page.next === null ? null : new URLSearchParams(page.next.split('?')[1]).get('cursor')
  } while (cursor !== null && rows.length < 10_000)
  return rows
}

function isNew(seen: Map<string, number>, { id, outcome, started_at }: Execution): boolean {
  if (outcome === 'started' || seen.has(id)) return false
  seen.set(id, Date.parse(started_at))
  return true
}

function forget(seen: Map<string, number>, before: number): void {
  for (const [id, startedAt] of seen) if (startedAt < before) seen.delete(id)
}

function show({ options, host }: CommandCall, rows: readonly Execution[]): void {
  for (const row of rows) {
    const told = options.fields === undefined ? row : chooseFields(row, options.fields)
    const columns = options.fields === undefined ? COLUMNS : columnsOf([told])
    const line = options.json ? printableJson(told) : table([told], columns)[1]
    host.screen.stdout.write(`${line}\n`)
  }
}
