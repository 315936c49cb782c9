import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { KeyWork } from '@sallyport/engine'
import { type Connection, openKeyStorage } from '@sallyport/postgres'
import { visitEmbedded } from '@sallyport/postgres/embedded'
import { createVault, type RootKeyProvider } from '@sallyport/vault'
import { openKeyFile } from '@sallyport/vault/providers/key-file'

/** The keys of an engine that runs, as the commands on its host open them. */
export interface KeyHouse {
  readonly administrator: Connection
  readonly organizationId: string
  readonly work: KeyWork
  /** How often a root key was asked for anything. */
  readonly rootKeyCalls: () => number
  readonly close: () => Promise<void>
}

export async function openKeyHouse(data: string, rootKeyFiles: readonly string[]): Promise<KeyHouse> {
  const server = await visitEmbedded({ directory: join(data, 'postgres') })
  if (server === undefined) throw new TypeError('a measured engine has a database')
  const administrator = { host: server.host, port: server.port, user: server.superuser, database: 'postgres' }
  const keys = await openKeyStorage({ connection: administrator })
  let calls = 0
  const counting = (inner: RootKeyProvider): RootKeyProvider => ({
    keyId: inner.keyId,
    wrap: (...args) => inner.wrap(...args).finally(() => calls++),
    unwrap: (...args) => inner.unwrap(...args).finally(() => calls++),
  })
  const rootKeys = (await Promise.all(rootKeyFiles.map((file) => openKeyFile(file)))).map(counting)
  const { deployment, organizationKeys, storage } = keys
  const vault = createVault({ deploymentId: deployment.id, rootKeys, organizationKeys })
  const work: KeyWork = {
    storage,
    vault,
    now: Date.now,
    newId: () => randomUUID(),
    wait: (ms) => sleep(ms),
    monotonic: () => performance.now(),
    requestId: 'bench',
  }
  const { organizationId } = deployment
  return { administrator, organizationId, work, rootKeyCalls: () => calls, close: keys.close }
}
