import type { Statement } from '../organization-transactions.ts'

/** Third parties count in seconds: reset times that differ by less are one. */
const SAME_RESET = "interval '2 seconds'"
/** Rows that one sweep removes at most. */
const SWEPT = 100

export interface AllowanceStatements {
  readonly lease: Statement
  readonly report: Statement
  readonly sweep: Statement
}

/** Allowances of an organization, which the transaction speaks for. */
export const ofOrganization = statements('organization', {
  table: 'sallyport.allowances',
  columns: 'organization_id, key',
  owner: 'sallyport.current_organization(), ',
})

/** Allowances of the deployment's address. */
export const ofAddress = statements('address', {
  table: 'sallyport_deployment.allowances',
  columns: 'key',
  owner: '',
})

interface Place {
  readonly table: string
  /** The primary key. */
  readonly columns: string
  /** Values of the columns before `key`. */
  readonly owner: string
}

function statements(name: string, place: Place): AllowanceStatements {
  return {
    lease: { name: `lease allowance of ${name}`, text: lease(place) },
    report: { name: `report allowance of ${name}`, text: report(place) },
    sweep: { name: `sweep allowances of ${name}`, text: sweep(place) },
  }
}

/**
 * Key, units, units per window, seconds of a window. One statement: those who ask at once wait for the row
 * and see what the one before left (sql-insert.html#SQL-ON-CONFLICT).
 */
function lease({ table, columns, owner }: Place): string {
  return `INSERT INTO ${table} AS a (${columns}, remaining, granted, told, reset_at)
    VALUES (${owner}$1, $3::bigint - least($2::bigint, $3::bigint), least($2::bigint, $3::bigint), false,
      statement_timestamp() + $4::float8 * interval '1 second')
    ON CONFLICT (${columns}) DO UPDATE SET (remaining, granted, told, reset_at) = (
      SELECT w.remaining - least($2::bigint, w.remaining), least($2::bigint, w.remaining), w.told, w.reset_at
      FROM (
        SELECT a.remaining, a.told, a.reset_at WHERE a.reset_at > statement_timestamp()
        UNION ALL
        SELECT $3::bigint, false, excluded.reset_at WHERE a.reset_at <= statement_timestamp()
      ) AS w)
    RETURNING a.granted::float8 AS granted,
      (extract(epoch FROM a.reset_at - statement_timestamp()) * 1000)::float8 AS "resetMs"`
}

/** Key, units left, milliseconds until there are all of them again. */
function report({ table, columns, owner }: Place): string {
  const fresh = `(a.reset_at <= statement_timestamp()
        OR (a.told AND excluded.reset_at - a.reset_at >= ${SAME_RESET}))`
  return `INSERT INTO ${table} AS a (${columns}, remaining, granted, told, reset_at)
    VALUES (${owner}$1, $2::bigint, 0, true, statement_timestamp() + $3::float8 * interval '1 millisecond')
    ON CONFLICT (${columns}) DO UPDATE SET
      remaining = CASE WHEN ${fresh} THEN excluded.remaining ELSE least(a.remaining, excluded.remaining) END,
      reset_at = CASE WHEN a.told AND NOT ${fresh} THEN a.reset_at ELSE excluded.reset_at END,
      told = true
    WHERE ${fresh} OR NOT a.told OR a.reset_at - excluded.reset_at < ${SAME_RESET}`
}

/** Takes no row that another transaction holds, so that nobody waits for a sweep in a circle. */
function sweep({ table, columns }: Place): string {
  return `DELETE FROM ${table} WHERE (${columns}) IN (
      SELECT ${columns} FROM ${table} WHERE reset_at < statement_timestamp()
      ORDER BY reset_at LIMIT ${SWEPT} FOR UPDATE SKIP LOCKED)`
}
