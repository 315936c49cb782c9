import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WRAPPING_BYTES as ofTheVault } from '@sallyport/vault'
import { queryAs } from '../query-as.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'
import { keyColumnOf, nameOf, SEALED_COLUMNS } from './sealed-columns.ts'
import { WRAPPING_BYTES } from './sealed-row-store.ts'

const server = await startTestServer()
const { administrator } = await createTestDatabase(server)

/** Bytes that no organization key seals, each with what they are. */
const NOT_SEALED: Readonly<Record<string, string>> = {
  'organization_keys.wrapped': 'an organization key, under the root key',
  'applications.secret_hash': 'a hash',
  'applications.previous_secret_hash': 'a hash',
  'connectors.request_hash': 'a hash',
  'idempotency_keys.key_hash': 'a hash',
}

test('every column of bytes is listed as sealed, or known as what it is', async () => {
  const rows = await queryAs<{ name: string }>(
    administrator,
    `SELECT c.relname || '.' || a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'sallyport'::regnamespace AND c.relkind IN ('r', 'p') AND a.atttypid = 'bytea'::regtype
        AND NOT a.attisdropped ORDER BY 1`,
  )
  const listed = [...SEALED_COLUMNS.map(nameOf), ...Object.keys(NOT_SEALED)]
  assert.deepEqual(
    rows.map(({ name }) => name),
    listed.sort(),
    'Add a column of sealed values to SEALED_COLUMNS, other bytes to NOT_SEALED.',
  )
})

test('beside every sealed column stands the key that its bytes name, as a reference and with an index', async () => {
  for (const sealed of SEALED_COLUMNS) {
    const [row] = await queryAs<{ generated: string; reference: string; index: string }>(
      administrator,
      `SELECT a.attgenerated AS generated, pg_get_constraintdef(k.oid) AS reference, pg_get_indexdef(i.indexrelid) AS index
        FROM pg_attribute a
        LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'f' AND k.conkey[2] = a.attnum
        LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indkey[1] = a.attnum
        WHERE a.attrelid = ('sallyport.' || $1)::regclass AND a.attname = $2`,
      [sealed.table, keyColumnOf(sealed)],
    )
    const message = `${nameOf(sealed)}: its migration is to call sallyport_deployment.follow_key`
    assert.equal(row?.generated, 's', message)
    assert.match(row.reference, /REFERENCES sallyport\.organization_keys/, message)
    const keys = ['organization_id', keyColumnOf(sealed), ...Object.keys(sealed.key)].join(', ')
    assert.ok(row.index.includes(`(${keys})`), row.index)
  }
})

test('the keys that are listed are the primary keys', async () => {
  for (const { table, key } of SEALED_COLUMNS) {
    const rows = await queryAs<{ name: string; type: string }>(
      administrator,
      `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type FROM pg_index i
        CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, position)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE i.indrelid = ('sallyport.' || $1)::regclass AND i.indisprimary ORDER BY k.position`,
      [table],
    )
    const listed = Object.entries({ organization_id: 'uuid', ...key }).map(([name, type]) => ({ name, type }))
    assert.deepEqual(rows, listed, table)
  }
})

test('the beginning that a rotation replaces is the one of the vault', () => {
  assert.equal(WRAPPING_BYTES, ofTheVault)
})
