import { join } from 'node:path'
import { SallyportError } from '@sallyport/errors'
import { checkBackup, readBackupFile, restoreBackup } from '@sallyport/postgres/backup'
import { startEmbedded } from '@sallyport/postgres/embedded'
import { type Config, loadConfig } from '../config.ts'
import { systemEdge } from '../edge.ts'
import { openEveryRow } from '../open-every-row.ts'
import { openRootKeys } from '../root-keys.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { describeBackup } from './backup.ts'
import type { Command } from './command.ts'
import { say } from './say.ts'

const FAILED = 1
const WRONG_USE = 2

export const verify: Command = {
  name: 'verify',
  about:
    'Proves that a backup is whole and, with the root keys configured, that it restores and all of it opens.',
  usage: 'Usage: sallyport verify <file>',
  async run([file, ...more]) {
    if (file === undefined || file.startsWith('-') || more.length > 0) {
      process.stderr.write(`${verify.usage}\n`)
      return WRONG_USE
    }
    const config = loadConfig()
    const { header, manifest } = await checkBackup(readBackupFile(file))
    say([
      `Deployment ${header.deploymentId}, as it was at ${header.createdAt}: all hashes fit.`,
      ...describeBackup(manifest),
    ])
    const missing = await missingKeys(config, manifest.rootKeys)
    if (missing.length > 0) {
      say([`NOT OPENED: these root keys are not configured here: ${missing.join(', ')}.`])
      return 0
    }
    return (await openAll(config, file)) ? 0 : FAILED
  },
}

async function missingKeys(config: Config, needed: readonly string[]): Promise<readonly string[]> {
  const configured = await openRootKeys(config).catch((error: unknown) => {
    if (SallyportError.isInstance(error)) return []
    throw error
  })
  const ids = new Set(configured.map(({ keyId }) => keyId))
  return needed.filter((id) => !ids.has(id))
}

/** In a database that is thrown away: so the restore itself is proved as well. */
async function openAll(config: Config, file: string): Promise<boolean> {
  const folder = await makeTemporaryFolder()
  try {
    const server = await startEmbedded({ directory: join(folder.path, 'postgres') })
    try {
      const { host, port, superuser: user } = server
      const connection = { host, port, user, database: 'postgres' }
      const event = { id: systemEdge.newId(), at: new Date(systemEdge.now()) }
      const content = readBackupFile(file)
      await restoreBackup({ connection, content, event, randomBytes: systemEdge.randomBytes })
      const { opened, failures } = await openEveryRow(config, systemEdge, connection)
      const count = Object.values(opened).reduce((sum, each) => sum + each, 0)
      say([
        `It restores, and ${count} sealed values open; ${failures.count} do not.`,
        ...failures.first.map(({ place, key, reason }) => `  ${place} ${key.join(' ')}: ${reason}`),
      ])
      return failures.count === 0
    } finally {
      await server.stop()
    }
  } finally {
    await folder.remove()
  }
}
