import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SallyportError } from '@sallyport/errors'
import type { SeenDeployment } from '@sallyport/postgres'
import { writePrivateFile } from './private-file.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MAX_BYTES = 4096

/** Where a host keeps what it has seen of its deployment: outside of the database. */
export function deploymentFilePath(dataDirectory: string): string {
  return join(dataDirectory, 'deployment.json')
}

/**
 * What this host has seen; nothing where it is new.
 *
 * @throws SallyportError `configuration_invalid` for a file that says nothing: it is not taken for none
 */
export async function readDeploymentFile(dataDirectory: string): Promise<SeenDeployment | undefined> {
  const path = deploymentFilePath(dataDirectory)
  try {
    if ((await stat(path)).size > MAX_BYTES) throw new TypeError('too long')
    return seenOf(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new SallyportError('configuration_invalid', `${path} cannot be read as what this host has seen.`, {
      fix: 'Run "sallyport adopt" where the database is the one to work with: it writes the file anew.',
      cause,
    })
  }
}

export function writeDeploymentFile(dataDirectory: string, seen: SeenDeployment): Promise<void> {
  const { deploymentId, epoch, sequence, place } = seen
  const content = { deployment_id: deploymentId, epoch, change: sequence, ...(place && { place }) }
  return writePrivateFile(deploymentFilePath(dataDirectory), `${JSON.stringify(content, null, 2)}\n`)
}

/**
 * Tells a folder from its copies: number and birth of its inode. Absent births (statx(2)) are left out; some systems
 * give the time of the last change in their place.
 */
export async function placeOf(folder: string): Promise<string> {
  const { ino, birthtimeNs, ctimeNs } = await stat(folder, { bigint: true })
  return birthtimeNs === 0n || birthtimeNs === ctimeNs ? `${ino}` : `${ino}:${birthtimeNs}`
}

function seenOf(value: unknown): SeenDeployment {
  const { deployment_id, epoch, change, place } = Object(value) as Record<string, unknown>
  const whole = (number: unknown): number is number => Number.isSafeInteger(number) && Number(number) >= 0
  const fits = typeof deployment_id === 'string' && UUID.test(deployment_id) && whole(epoch) && whole(change)
  if (!fits || !(place === undefined || typeof place === 'string')) throw new TypeError('not of the form')
  return { deploymentId: deployment_id, epoch, sequence: change, place }
}
