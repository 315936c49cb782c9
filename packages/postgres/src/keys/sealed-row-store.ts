import type { KeyStorage, StoredWrapping } from '@sallyport/engine'
import type { OrganizationTransactions } from '../organization-transactions.ts'
import { COMMIT_SOON } from './commit-soon.ts'
import { keyColumnOf, nameOf, SEALED_COLUMNS, type SealedColumn } from './sealed-columns.ts'
import { behind, contextOf, describedBy, firstOf, ownOf, type SealedRow } from './sealed-row.ts'

type SealedRowStore = Pick<KeyStorage, 'columns' | 'countUnder' | 'wrappings' | 'rewrapValues'>

/** What a rotation replaces of a value: WRAPPING_BYTES of the vault, which only a test may ask for it. */
export const WRAPPING_BYTES = 77
/** Few, since calls wait for the machine as long as one step takes. */
const MAX_WRAPPINGS = 20

/** The values that keys have sealed, wherever they lie. */
export function sealedRowStore(transactions: OrganizationTransactions): SealedRowStore {
  const columns = new Map(SEALED_COLUMNS.map((column) => [nameOf(column), statementsOf(column)]))
  const of = (name: string) => {
    const found = columns.get(name)
    if (found === undefined) throw new TypeError(`there is no column of sealed values ${name}`)
    return found
  }
  return {
    columns: [...columns.keys()],
    async countUnder(scope, keyId) {
      let sum = 0
      for (const { count } of columns.values()) {
        const [row] = await transactions.run(scope, (query) => query<{ count: number }>(count, [keyId]))
        sum += row?.count ?? 0
      }
      return sum
    },
    async wrappings(scope, { column, after, keyId }) {
      const { wrappings, purpose } = of(column)
      const values = [keyId, ...(after ?? wrappings.first)]
      const rows = await transactions.run(scope, (query) => query<SealedRow>(wrappings, values))
      return rows.map(
        ({ bytes, ...row }): StoredWrapping => ({
          column,
          key: row.key,
          context: contextOf(row, purpose),
          wrapping: bytes,
        }),
      )
    },
    rewrapValues: (scope, column, changes) =>
      transactions.run(scope, async (query) => {
        const { rewrap, keyLength } = of(column)
        const keys = Array.from({ length: keyLength }, (_, at) => changes.map(({ before }) => before.key[at]))
        const before = changes.map((change) => change.before.wrapping)
        const after = changes.map((change) => change.after)
        await query(COMMIT_SOON, [])
        return (await query(rewrap, [before, after, ...keys])).length
      }),
  }
}

/**
 * A page is taken before anything is joined to it: joined as a whole, the other table is read from its beginning for
 * each page.
 */
function statementsOf(sealed: SealedColumn) {
  const { table, column, key, purpose, join = '' } = sealed
  const name = nameOf(sealed)
  const [names, types] = [Object.keys(key), Object.values(key)]
  const keyId = keyColumnOf(sealed)
  const own = ownOf(sealed)
  // Typed as the columns are: a cast in the condition may not go before the policy of the rows (ddl-rowsecurity.html, on
  // functions that are not leakproof), and the whole table is read.
  const matches = names.map((each, at) => `t.${each} = v.k${at}`).join(' AND ')
  const given = types.map((type, at) => `, $${at + 3}::${type}[]`).join('')
  return {
    purpose,
    keyLength: names.length,
    count: {
      name: `count ${name} under key`,
      text: `SELECT count(*)::float8 AS count FROM sallyport.${table} t WHERE t.${keyId} = $1`,
    },
    wrappings: {
      first: firstOf(sealed),
      name: `wrappings of ${name}`,
      text: `SELECT ${describedBy(sealed)}, substring(t.${column} FROM 1 FOR ${WRAPPING_BYTES}) AS bytes
        FROM (
          SELECT t.* FROM sallyport.${table} t WHERE t.${keyId} = $1 AND ${behind(sealed, 2)}
          ORDER BY ${own} LIMIT ${MAX_WRAPPINGS}
        ) t ${join} ORDER BY ${own}`,
    },
    // Rows that somebody writes are left for the next pass: nobody waits for anybody, and there is no deadlock.
    rewrap: {
      name: `rewrap ${name}`,
      text: `WITH v AS (
          SELECT * FROM unnest($1::bytea[], $2::bytea[]${given})
            AS v (before, after, ${names.map((_, at) => `k${at}`).join(', ')})
        ), held AS (
          SELECT v.* FROM v JOIN sallyport.${table} t ON ${matches}
          WHERE substring(t.${column} FROM 1 FOR ${WRAPPING_BYTES}) = v.before
          FOR NO KEY UPDATE OF t SKIP LOCKED
        )
        UPDATE sallyport.${table} t SET ${column} = v.after || substring(t.${column} FROM ${WRAPPING_BYTES + 1})
        FROM held v WHERE ${matches} RETURNING 1`,
    },
  }
}
