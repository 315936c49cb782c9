import type { OAuthApplication as Client } from '@sallyport/runtime'
import type { SealContext, Vault } from '@sallyport/vault'
import type { StoredOAuthApplication } from './connect-ports.ts'

/** What an application is configured with. */
export interface ApplicationConfiguration extends Client {
  readonly scopes?: readonly string[]
}

/** A stored application, opened. Whoever has it can act as the organization's application. */
export interface OpenApplication extends ApplicationConfiguration {
  readonly id: string
}

type Row = Pick<StoredOAuthApplication, 'id' | 'organizationId' | 'clientId' | 'version'>

/** Seals the secret of an application for its row and version. */
export async function sealApplication(
  vault: Vault,
  row: Row,
  { clientSecret, scopes }: ApplicationConfiguration,
): Promise<Uint8Array> {
  const plaintext = Buffer.from(JSON.stringify({ clientSecret, scopes }))
  const sealed = await vault.seal(contextOf(row), plaintext)
  plaintext.fill(0)
  return sealed
}

export async function openApplication(vault: Vault, row: StoredOAuthApplication): Promise<OpenApplication> {
  const plaintext = Buffer.from(await vault.open(contextOf(row), row.sealed))
  const opened: Omit<ApplicationConfiguration, 'clientId'> = JSON.parse(plaintext.toString('utf8'))
  plaintext.fill(0)
  return { ...opened, id: row.id, clientId: row.clientId }
}

function contextOf({ organizationId, id, version }: Row): SealContext {
  return { organizationId, subjectId: id, purpose: 'oauth-application', version }
}
