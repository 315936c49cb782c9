import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Connection } from '../connection.ts'
import { startEmbedded } from '../embedded/index.ts'
import { pidFileOf, readPidFile } from '../embedded/pid-file.ts'
import { plantCluster } from '../embedded/testing/plant-cluster.ts'
import { queryAs } from '../query-as.ts'

/** A PostgreSQL for the tests of one file. */
export interface TestServer {
  /** Folder of the cluster. */
  readonly directory: string
  /** The database `postgres`, entered as the superuser. */
  readonly administrator: Connection
  /** Makes an empty database, entered as the superuser. */
  readonly createDatabase: (name?: string) => Promise<Connection>
}

/**
 * Starts one, in a folder that goes with it when the tests of the file are over.
 *
 * @param options.isOther With an identity of its own: those that begin as a copy all have the same.
 */
export async function startTestServer({ isOther = false } = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-test-'))
  // Started by root it runs as nobody, who has to pass through.
  await chmod(folder, 0o711)
  const directory = join(folder, 'postgres')
  if (!isOther) await plantCluster(directory)
  const server = await startEmbedded({ directory })
  const postmaster = await readPidFile(pidFileOf(join(directory, 'cluster')))
  after(async () => {
    const stopped = server.stop()
    // Nobody reads the data again: an immediate shutdown writes none (server-shutdown.html).
    if (postmaster?.pid !== undefined) process.kill(postmaster.pid, 'SIGQUIT')
    await stopped
    await rm(folder, { recursive: true, force: true })
  })
  const { host, port, superuser: user } = server
  const administrator = { host, port, user, database: 'postgres' }
  let made = 0
  return {
    directory,
    administrator,
    async createDatabase(name = `test_${++made}`) {
      await queryAs(administrator, `CREATE DATABASE "${name.replaceAll('"', '""')}"`)
      return { ...administrator, database: name }
    },
  }
}
