import type { Credential } from '@sallyport/runtime'
import type { SealContext, Vault } from '@sallyport/vault'
import type { Actor, EntityChoice } from '../ports.ts'
import type { ConnectSession } from './connect-ports.ts'

/** What a connection was asked for with. */
export interface WantedConnection {
  readonly config: Readonly<Record<string, unknown>>
  readonly entities: readonly EntityChoice[]
  readonly name: string | undefined
  /** The connector that gets a new credential, where one is connected again. */
  readonly connectorId: string | undefined
  /** The organization's template, and the settings that are its own. Sessions from before templates have neither. */
  readonly templateId?: string | undefined
  readonly defaulted?: readonly string[]
  readonly scopes: readonly string[]
  /** Who asked. */
  readonly actor: Actor
  readonly requestId: string
}

/** What a session of a browser needs to send it on, and to know it when it comes back. */
export interface RedirectContent extends WantedConnection {
  /** In base64url: signs the state. */
  readonly stateKey: string
  readonly codeVerifier: string
  /** Where the third party sends the browser. */
  readonly callback: string
  /** Where the organization wants it in the end. */
  readonly redirectUrl: string
  /** The organization creates the connector itself, with an id of what was granted. */
  readonly givesSecret: boolean
  /** The session that collects a credential, where one sent the browser. */
  readonly collectionId?: string
}

export interface DeviceContent extends WantedConnection {
  readonly deviceCode: string
}

/** What was granted, and kept for whoever creates the connector. */
export interface SecretContent extends WantedConnection {
  readonly credential: Credential
  /** By which the connector takes it; before that was known there was none. */
  readonly heldGrant?: string
}

interface Contents {
  readonly redirect: RedirectContent
  readonly device: DeviceContent
  readonly secret: SecretContent
}

type Row = Pick<ConnectSession, 'organizationId' | 'workspaceId' | 'id'>

/** Seals what a session holds for its row. */
export async function sealContent<Kind extends keyof Contents>(
  vault: Vault,
  row: Row & { readonly kind: Kind },
  content: Contents[Kind],
): Promise<Uint8Array> {
  const plaintext = Buffer.from(JSON.stringify(content))
  const sealed = await vault.seal(contextOf(row), plaintext)
  plaintext.fill(0)
  return sealed
}

export async function openContent<Kind extends keyof Contents>(
  vault: Vault,
  row: ConnectSession & { readonly kind: Kind },
): Promise<Contents[Kind]> {
  const plaintext = Buffer.from(await vault.open(contextOf(row), row.sealed))
  const text = plaintext.toString('utf8')
  plaintext.fill(0)
  return JSON.parse(text)
}

export function isOfKind<Kind extends keyof Contents>(
  session: ConnectSession | undefined,
  kind: Kind,
): session is ConnectSession & { readonly kind: Kind } {
  return session?.kind === kind
}

function contextOf({ organizationId, workspaceId, id }: Row): SealContext {
  return { organizationId, workspaceId, subjectId: id, purpose: 'connect-session', version: 1 }
}
