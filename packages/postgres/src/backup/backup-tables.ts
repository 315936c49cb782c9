import { type ClientBase, escapeIdentifier } from 'pg'
import type { BackupTable } from './backup-format.ts'

/** Made by the migrations themselves, or of no use to another database. */
const LEFT_OUT = ['sallyport_deployment.migrations', 'sallyport_deployment.changes']
/** Not sealed, and good for entering any organization: whoever restores makes another one. */
const LEFT_OUT_COLUMNS = new Map([['sallyport_deployment.deployment', ['scope_key']]])

const TABLES = `
  SELECT n.nspname || '.' || c.relname AS "table",
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
    (SELECT coalesce(array_agg(fn.nspname || '.' || f.relname), '{}') FROM pg_constraint k
      JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
      WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS "references"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('sallyport', 'sallyport_deployment') AND c.relkind = 'r'
  ORDER BY 1`

interface Row extends BackupTable {
  readonly references: readonly string[]
}

/** Every table that a backup holds: those that others refer to come first. */
export async function findBackupTables(client: ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<Row>(TABLES)
  const open = rows.filter(({ table }) => !LEFT_OUT.includes(table))
  const ordered: Row[] = []
  while (open.length > 0) {
    const placed = new Set(ordered.map(({ table }) => table))
    const index = open.findIndex(({ references }) => references.every((each) => placed.has(each)))
    const [next] = open.splice(index, 1)
    if (index < 0 || next === undefined) throw new TypeError('tables refer to each other in a ring')
    ordered.push(next)
  }
  return ordered.map(({ table, columns }) => ({
    table,
    columns: columns.filter((name) => !LEFT_OUT_COLUMNS.get(table)?.includes(name)),
  }))
}

/** Rows of it belong to organizations, and are seen by one of them at a time. */
export function isOfOrganizations(table: string): boolean {
  return table.startsWith('sallyport.')
}

/** `"sallyport"."credentials"` */
export function quoted(table: string): string {
  return table.split('.').map(escapeIdentifier).join('.')
}

export function columnList(columns: readonly string[]): string {
  return columns.map(escapeIdentifier).join(', ')
}
