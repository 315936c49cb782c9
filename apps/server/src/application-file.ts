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

/** Writes the file for its owner's eyes only, whole or not at all. */
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
  await rename(draft, path)
  return content
}
