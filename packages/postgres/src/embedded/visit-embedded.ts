import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SUPERUSER } from './cluster.ts'
import { prepareInstallation } from './installation.ts'
import { findPostmaster } from './postmaster.ts'
import { waitForSession } from './session.ts'
import { PORT } from './socket.ts'
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './start-embedded.ts'

/**
 * Enters the server of a folder beside the engine that holds it; where none runs, one is started and stopped again.
 * A server that was found is left running. Gives nothing where the folder holds no cluster: none is made.
 */
export async function visitEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer | undefined> {
  const { directory: folder, startTimeoutMs = 30_000 } = options
  if ((await stat(join(folder, 'cluster')).catch(() => undefined)) === undefined) return undefined
  const signal = AbortSignal.timeout(startTimeoutMs)
  const installation = await prepareInstallation(folder, signal)
  const postmaster = await findPostmaster(installation)
  const session = postmaster && (await waitForSession(installation, postmaster, signal))
  if (session === undefined) return startEmbedded(options)
  await session.client.end()
  return { host: session.host, port: PORT, superuser: SUPERUSER, adopted: true, stop: async () => {} }
}
