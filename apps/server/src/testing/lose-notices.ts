import assert from 'node:assert/strict'
import { type Connection, queryAs } from '@sallyport/postgres'

/** From now on changes are recorded in this database, and nobody is told of them. */
export async function loseNotices(administrator: Connection): Promise<void> {
  const [{ source = '' } = {}] = await queryAs<{ source: string }>(
    administrator,
    "SELECT pg_get_functiondef('sallyport.record_change'::regproc) AS source",
  )
  const silent = source.replace(/PERFORM pg_notify.*;/, '')
  assert.notEqual(silent, source)
  await queryAs(administrator, silent)
}
