import { join } from 'node:path'
import type { NewOrganization } from '@sallyport/engine'
import { writePrivateFile } from './private-file.ts'

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
  await writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`, `${path}.previous`)
  return content
}
