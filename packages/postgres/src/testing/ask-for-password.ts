import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { as } from '../connection.ts'
import { queryAs } from '../query-as.ts'
import type { TestServer } from './test-server.ts'
import { until } from './until.ts'

/** Has the server ask this role for its password, where it otherwise asks nobody (auth-pg-hba-conf.html). */
export async function askForPassword({ directory, administrator }: TestServer, role: string): Promise<void> {
  const rules = join(directory, 'cluster', 'pg_hba.conf')
  await writeFile(rules, `local all "${role}" scram-sha-256\n${await readFile(rules, 'utf8')}`)
  await queryAs(administrator, 'SELECT pg_reload_conf()')
  const refused = () =>
    queryAs(as(administrator, role, 'no password of anybody'), 'SELECT 1').then(
      () => false,
      () => true,
    )
  await until(refused)
}
