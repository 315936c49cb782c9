import { mkdir } from 'node:fs/promises'
import { type BackupHeader, readBackupFile, restoreBackup } from '@sallyport/postgres/backup'
import { type Config, loadConfig } from '../config.ts'
import { readDeploymentFile, writeDeploymentFile } from '../deployment-file.ts'
import { systemEdge } from '../edge.ts'
import { openDatabase } from '../open-database.ts'
import { describeBackup } from './backup.ts'
import type { Command } from './command.ts'
import { say } from './say.ts'

const WRONG_USE = 2

export const restore: Command = {
  name: 'restore',
  about: 'Puts a backup into an empty database. Engines send nothing for it until it is adopted.',
  usage: 'Usage: sallyport restore <file>',
  async run([file, ...more]) {
    if (file === undefined || file.startsWith('-') || more.length > 0) {
      process.stderr.write(`${restore.usage}\n`)
      return WRONG_USE
    }
    const config = loadConfig()
    // Root's own database server runs as nobody and has to pass through.
    await mkdir(config.dataDirectory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    const { connection, stop } = await openDatabase(config, () => {})
    try {
      const { randomBytes } = systemEdge
      const { header, manifest } = await restoreBackup({
        connection,
        content: readBackupFile(file),
        event: { id: systemEdge.newId(), at: new Date(systemEdge.now()) },
        randomBytes,
        beforeLoad: (header) => expectDeployment(config, header),
      })
      const lines = [
        `Deployment ${header.deploymentId}, as it was at ${header.createdAt}.`,
        ...describeBackup(manifest),
        'Start the engine with these root keys. It sends nothing until you run "sallyport adopt".',
      ]
      say(lines)
      return 0
    } finally {
      await stop()
    }
  },
}

/** From here on an engine of this host makes no new deployment in a database that stayed empty. */
async function expectDeployment({ dataDirectory }: Config, header: BackupHeader): Promise<void> {
  if ((await readDeploymentFile(dataDirectory)) !== undefined) return
  const { deploymentId, epoch, sequence } = header
  await writeDeploymentFile(dataDirectory, { deploymentId, epoch, sequence })
}
