import { join } from 'node:path'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { type Emulator, emulate } from '@sallyport/emulator'
import { type Connection, queryAs } from '@sallyport/postgres'
import { startEmbedded } from '@sallyport/postgres/embedded'
import { plantCluster } from '@sallyport/postgres/testing'
import { loadConfig } from '../../config.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'
import { type Caller, createCaller } from '../caller.ts'
import { GITHUB_TOKEN } from '../engine-under-test.ts'
import { StormEngine } from '../storm/engines.ts'
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts'

/** Two engines on one database, each in a process of its own; the second reaches the database through a proxy. */
export interface Replicas {
  readonly first: Caller
  readonly second: Caller
  /** Between the second engine and the database. */
  readonly proxy: DatabaseProxy
  readonly github: Emulator
  readonly administrator: Connection
  /** As the commands on the host of the first engine read it. */
  readonly config: ReturnType<typeof loadConfig>
  readonly organizationId: string
  /** A caller at the second engine as another application. */
  readonly secondAs: (application: { client_id: string; client_secret: string }) => Caller
  readonly close: () => Promise<void>
}

const DATABASE = 'replicas'

export async function startReplicas(): Promise<Replicas> {
  const folder = await makeTemporaryFolder()
  await plantCluster(join(folder.path, 'postgres'))
  const database = await startEmbedded({ directory: join(folder.path, 'postgres') })
  const { host, port, superuser: user } = database
  await queryAs({ host, port, user, database: 'postgres' }, `CREATE DATABASE ${DATABASE}`)
  const proxy = await startDatabaseProxy(join(host, `.s.PGSQL.${port}`))
  const github = await emulate(githubVendor, { credentials: GITHUB_TOKEN })
  const environmentOf = (number: number, url: string) => ({
    SALLYPORT_PORT: '0',
    SALLYPORT_LOG_LEVEL: 'warn',
    SALLYPORT_DATA_DIR: join(folder.path, `engine-${number}`),
    SALLYPORT_ROOT_KEY: `file:${join(folder.path, 'keys', 'root.key')}`,
    DATABASE_URL: url,
    SALLYPORT_REDIRECT_ORIGINS: JSON.stringify({ 'https://api.github.com': github.url }),
  })
  const direct = `postgres://${user}@/${DATABASE}?host=${encodeURIComponent(host)}&port=${port}`
  const through = `postgres://${user}@127.0.0.1:${proxy.port}/${DATABASE}`
  const engines = [direct, through].map((url, number) => {
    const environment = environmentOf(number, url)
    return new StormEngine(number, { environment, timings: {} }, folder.path)
  })
  for (const engine of engines) await engine.start()
  const [{ url: firstUrl = '', application } = {}, { url: secondUrl = '' } = {}] = engines
  if (application === undefined) throw new TypeError('the first engine makes the deployment')
  return {
    first: createCaller(firstUrl, application),
    second: createCaller(secondUrl, application),
    secondAs: (other) => createCaller(secondUrl, { ...application, ...other }),
    proxy,
    github,
    administrator: { host, port, user, database: DATABASE },
    config: loadConfig(environmentOf(0, direct)),
    organizationId: application.organization_id,
    close: async () => {
      await Promise.all(engines.map((engine) => engine.end('SIGTERM')))
      await proxy.close()
      await github.close()
      await database.stop()
      await folder.remove()
    },
  }
}
