import pg, { escapeIdentifier } from 'pg'
import { type Connection, clientConfig } from './connection.ts'

/** One row of one table, its columns as PostgreSQL writes them. */
export interface TableRow {
  /** With its schema: `sallyport.credentials`. */
  readonly table: string
  readonly columns: Readonly<Record<string, string | null>>
}

/**
 * Every row of every table, as an administrator of the database sees them: for showing and proving what
 * is stored, and what is not. Reads all of it into memory; meant for small databases.
 * @param maxBytes Tables that take more on the disk are left out.
 */
export async function readTables(
  administrator: Connection,
  maxBytes = Number.MAX_SAFE_INTEGER,
): Promise<TableRow[]> {
  const client = new pg.Client(clientConfig(administrator, 'inspection'))
  // A connection that breaks reports to its query as well.
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `SELECT schemaname AS schema, tablename AS name FROM pg_tables
       WHERE schemaname LIKE 'sallyport%'
         AND pg_table_size(format('%I.%I', schemaname, tablename)::regclass) <= $1 ORDER BY 1, 2`,
      [maxBytes],
    )
    const found: TableRow[] = []
    for (const { schema, name } of tables) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(t) AS row FROM ${escapeIdentifier(schema)}.${escapeIdentifier(name)} AS t`,
      )
      for (const { row } of rows) found.push({ table: `${schema}.${name}`, columns: asText(row) })
    }
    return found
  } finally {
    await client.end()
  }
}

function asText(row: Record<string, unknown>): Record<string, string | null> {
  const entries = Object.entries(row).map(([name, value]) => [name, textOf(value)])
  return Object.fromEntries(entries)
}

function textOf(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  return JSON.stringify(value)
}
