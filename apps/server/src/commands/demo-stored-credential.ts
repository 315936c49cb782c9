import { readTables } from '@sallyport/postgres'
import type { RunningEngine } from '../wire.ts'

/** The row of a connector's credential as it is stored, and the answer to whether the token is anywhere. */
export async function showStoredCredential(
  { database }: RunningEngine,
  id: string,
  token: string,
): Promise<string[]> {
  const rows = await readTables(database)
  const credential = rows.find(
    ({ table, columns }) => table === 'sallyport.credentials' && columns.connector_id === id,
  )
  const all = JSON.stringify(rows)
  const forms = [token, Buffer.from(token).toString('base64'), Buffer.from(token).toString('hex')]
  const found = forms.some((form) => all.includes(form))
  return [
    ...Object.entries(credential?.columns ?? {}).map(([name, value]) => `${name.padEnd(16)}${value}`),
    `${rows.length} rows in all tables; the token is ${found ? 'AMONG THEM' : 'in none of them'}, be it in clear, base64 or hex.`,
  ]
}
