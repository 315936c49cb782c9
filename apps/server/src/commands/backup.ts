import { resolve } from 'node:path'
import { type BackupManifest, writeBackup, writeBackupFile } from '@sallyport/postgres/backup'
import { loadConfig } from '../config.ts'
import { systemEdge } from '../edge.ts'
import { visitDatabase } from '../open-database.ts'
import type { Command } from './command.ts'
import { say } from './say.ts'

const WRONG_USE = 2

export const backup: Command = {
  name: 'backup',
  about: 'Writes everything the deployment keeps into one new file, secrets sealed, beside engines at work.',
  usage: 'Usage: sallyport backup <new file>',
  async run([file, ...more]) {
    if (file === undefined || file.startsWith('-') || more.length > 0) {
      process.stderr.write(`${backup.usage}\n`)
      return WRONG_USE
    }
    const path = resolve(file)
    const { connection, stop } = await visitDatabase(loadConfig())
    try {
      const event = { id: systemEdge.newId(), at: new Date(systemEdge.now()) }
      const write = (content: AsyncIterable<Uint8Array>) => writeBackupFile(path, content)
      const manifest = await writeBackup({ connection, event, write })
      say([path, ...describeBackup(manifest)])
      return 0
    } finally {
      await stop()
    }
  },
}

/** What it holds, and what it takes to open it. */
export function describeBackup({ tables, rootKeys, organizationKeys }: BackupManifest): string[] {
  const rows = tables.reduce((sum, each) => sum + each.rows, 0)
  return [
    `${rows} rows of ${tables.length} tables, sealed under ${organizationKeys.length} organization keys.`,
    `It opens with the root keys ${rootKeys.join(', ')}, which are not in it: keep them apart.`,
  ]
}
