import type { KeyStorage, StoredValue, ValuePage } from '@sallyport/engine'
import type { OrganizationTransactions, Query, Statement } from '../organization-transactions.ts'
import { nameOf, SEALED_COLUMNS, type SealedColumn } from './sealed-columns.ts'
import { behind, contextOf, describedBy, firstOf, ownOf, type SealedRow } from './sealed-row.ts'

/** Of one column. */
const MAX_VALUES = 200
const MAX_BYTES = 4 * 1024 * 1024
const SHREDDED = 'shredded'

/** Most organizations use few of the columns: which ones is one question, and what lies in them is one each. */
const FILLED: Statement = {
  name: 'columns with sealed values',
  text: [
    `SELECT '${SHREDDED}' AS name
      WHERE EXISTS (SELECT FROM sallyport.organization_keys t WHERE t.shredded_at IS NOT NULL)`,
    ...SEALED_COLUMNS.map(
      (sealed) => `SELECT '${nameOf(sealed)}'
        WHERE EXISTS (SELECT FROM sallyport.${sealed.table} t WHERE ${isThere(sealed)})`,
    ),
  ].join(' UNION ALL '),
}

const COLUMNS = SEALED_COLUMNS.map((sealed) => ({
  name: nameOf(sealed),
  purpose: sealed.purpose,
  first: firstOf(sealed),
  statement: valuesOf(sealed),
}))

/** What an organization has sealed, whole: one transaction for as much as is held in memory. */
export function sealedValueStore(transactions: OrganizationTransactions): Pick<KeyStorage, 'values'> {
  return {
    values: (scope, from) =>
      transactions.run(scope, async (query) => {
        const filled = new Set((await query<{ name: string }>(FILLED, [])).map(({ name }) => name))
        const begun = COLUMNS.findIndex(({ name }) => name === from?.column)
        const columns = COLUMNS.slice(Math.max(begun, 0)).filter(({ name }) => filled.has(name))
        return filled.has(SHREDDED)
          ? { shredded: true, values: [], next: undefined }
          : readPage(query, columns, from)
      }),
  }
}

async function readPage(query: Query, columns: typeof COLUMNS, from: ValuePage['next']): Promise<ValuePage> {
  const values: StoredValue[] = []
  let bytes = 0
  for (const { name: column, purpose, first, statement } of columns) {
    const after = (column === from?.column ? from.after : undefined) ?? first
    const rows = await query<SealedRow>(statement, [MAX_BYTES - bytes, ...after])
    const read = rows.map(({ bytes: sealed, ...row }) => ({
      column,
      key: row.key,
      context: contextOf(row, purpose),
      sealed,
    }))
    values.push(...read)
    bytes += read.reduce((sum, { sealed }) => sum + sealed.length, 0)
    const isFull = rows.length === MAX_VALUES || bytes >= MAX_BYTES
    if (isFull) return { shredded: false, values, next: { column, after: read.at(-1)?.key } }
  }
  return { shredded: false, values, next: undefined }
}

function isThere({ column, emptied }: SealedColumn): string {
  return `t.${column} IS NOT NULL${emptied ? ` AND t.${column} <> ''` : ''}`
}

/**
 * Values as long as those before them are fewer bytes than a number. A page is taken before anything is joined to it:
 * joined as a whole, the other table is read from its beginning for each page.
 */
function valuesOf(sealed: SealedColumn): Statement {
  const { table, column, join = '' } = sealed
  const own = ownOf(sealed)
  return {
    name: `values of ${nameOf(sealed)}`,
    text: `SELECT key, "organizationId", "workspaceId", "subjectId", version, bytes FROM (
        SELECT p.*, sum(octet_length(bytes)) OVER (ORDER BY place) - octet_length(bytes) AS before FROM (
          SELECT ${describedBy(sealed)}, t.${column} AS bytes, t.place FROM (
            SELECT t.*, row_number() OVER (ORDER BY ${own}) AS place FROM sallyport.${table} t
            WHERE ${isThere(sealed)} AND ${behind(sealed, 2)} ORDER BY ${own} LIMIT ${MAX_VALUES}
          ) t ${join}
        ) p
      ) q WHERE before < $1::bigint ORDER BY place`,
  }
}
