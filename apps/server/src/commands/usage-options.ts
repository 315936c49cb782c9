import { parseArgs } from 'node:util'

export interface UsageArguments {
  readonly format: 'ndjson' | 'csv'
  /** Left out: every one. */
  readonly organizationId?: string
  readonly from?: string
  readonly to?: string
}

export const usageUsage = `Usage: sallyport usage export --format ndjson|csv [--organization <id>] [--from <day>] [--to <day>]
Writes what was used to the standard output, a line for each day and connector; days are such as 2026-11-23, of UTC, and
the last 30 where they are left out. Runs on the host with the settings of the engine, beside running engines or alone.`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads what follows `usage`. Throws a `TypeError` that says what is wrong. */
export function readUsageArguments(args: readonly string[]): UsageArguments {
  const text = { type: 'string' } as const
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { format: text, organization: text, from: text, to: text },
    allowPositionals: true,
    strict: true,
  })
  if (positionals.length !== 1 || positionals[0] !== 'export') throw new TypeError('Say "usage export".')
  const { format, organization, from, to } = values
  if (format !== 'ndjson' && format !== 'csv') throw new TypeError('--format is to be ndjson or csv.')
  if (organization !== undefined && !UUID.test(organization)) {
    throw new TypeError('--organization is to be the id of one, a UUID in lower case.')
  }
  return {
    format,
    ...(organization !== undefined && { organizationId: organization }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
}
