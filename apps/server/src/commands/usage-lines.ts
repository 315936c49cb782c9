import type { UsageRow } from '@sallyport/engine'

/** A row of what was used, with the organization that it is of. */
export type ExportedUsage = UsageRow & { readonly organizationId: string }

/** How rows are written: a first line, where there is one, and a line for each. */
export interface UsageFormat {
  readonly head: string
  readonly line: (row: ExportedUsage) => string
}

const COLUMNS = [
  'organization_id',
  'day',
  'workspace_id',
  'workspace_name',
  'connector_id',
  'connector_name',
  'calls',
  'errors',
  'bytes_sent',
  'bytes_received',
  'outcomes',
] as const

type Columns = Readonly<Record<(typeof COLUMNS)[number], unknown>>

export const USAGE_FORMATS: Readonly<Record<'ndjson' | 'csv', UsageFormat>> = {
  ndjson: { head: '', line: (row) => `${JSON.stringify(columnsOf(row))}\n` },
  csv: { head: lineOf(COLUMNS), line: (row) => csvLine(columnsOf(row)) },
}

function columnsOf(row: ExportedUsage): Columns {
  return {
    organization_id: row.organizationId,
    day: row.day,
    workspace_id: row.workspaceId,
    workspace_name: row.workspaceName,
    connector_id: row.connectorId,
    connector_name: row.connectorName,
    calls: row.calls,
    errors: row.errors,
    bytes_sent: row.bytesSent,
    bytes_received: row.bytesReceived,
    outcomes: row.outcomes,
  }
}

function csvLine(columns: Columns): string {
  return lineOf(COLUMNS.map((name) => cellOf(columns[name])))
}

/** RFC 4180. Spreadsheets take a cell that begins so for a formula, and names are whatever a tenant chose. */
function cellOf(value: unknown): string {
  if (value === null) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const plain = typeof value === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

function lineOf(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`
}
