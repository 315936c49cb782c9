import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { NewOrganization } from '@sallyport/engine'

/** What a program needs to log in, under the names of the contract. */
export interface ApplicationFile {
  readonly client_id: string
  readonly client_secret: string
  readonly organization_id: string
}

export function applicationFilePath(dataDirectory: string): string {
  return join(dataDirectory, 'application.json')
}

/**
 * Writes the file for its owner's eyes only, whole or not at all. One that is there already, of another
 * database perhaps, is kept beside it.
 */
export async function writeApplicationFile(
  dataDirectory: string,
  { id, clientId, clientSecret }: NewOrganization,
): Promise<ApplicationFile> {
  const content: ApplicationFile = { client_id: clientId, client_secret: clientSecret, organization_id: id }
  const path = applicationFilePath(dataDirectory)
  const draft = `${path}.draft`
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(path, `${path}.previous`).catch(() => {})
  await rename(draft, path)
  await syncFolder(dataDirectory)
  return content
}

/** A rename is on disk once its folder is (man 2 fsync). */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
