import type { EventType, TokenKind } from '@sallyport/contract'
import type { Effect } from '@sallyport/definition'
import type { ErrorCode } from '@sallyport/errors'
import type { Allowances, CredentialState } from '@sallyport/runtime'
import type { CollectionSessionStore } from './collection/collection-session.ts'
import type { ConnectSessionStore, OAuthApplicationStore, RedirectUrlStore } from './connect/connect-ports.ts'
import type { ConnectionTemplateStore } from './connection-templates/connection-template.ts'
import type { OrganizationCredentialStore } from './connectors/organization-credentials.ts'
import type { ApplicationBreakers } from './credentials/application-breakers.ts'
import type { CredentialRows } from './credentials/credential-rows.ts'
import type { DefinitionStore } from './definitions/definition-store.ts'
import type { ExecutionFilter, ListedExecution } from './executions/execution-filter.ts'
import type { FileStore } from './files/file-store.ts'
import type { IdempotencyStore } from './idempotency/idempotency-store.ts'
import type { ApplicationStore } from './organizations/application-store.ts'
import type { OrganizationStore } from './organizations/organization-store.ts'
import type { QuotaLimits, QuotaStore } from './quotas/quota-store.ts'
import type { ResultStore } from './results/result-store.ts'
import type { HeldGrantStore } from './revocations/held-grant-store.ts'
import type { RevocationStore } from './revocations/revocation-store.ts'
import type { OrganizationScope, WorkspaceScope } from './scope.ts'
import type { SourceTemplateStore } from './templates/source-template-store.ts'
import type { TagStore } from './templates/tag-store.ts'
import type { UsageStore } from './usage/usage-store.ts'
import type { EventStore } from './webhooks/event-store.ts'
import type { WebhookStore } from './webhooks/webhook-store.ts'
import type { WorkflowStore } from './workflows/workflow-store.ts'
import type { WorkspaceStore } from './workspaces/workspace-store.ts'

/** The pair of client id and secret by which an organization's programs log in. */
export interface Application {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  /** SHA-256 of the client secret, which has 256 random bits: nothing to guess, nothing to slow down. */
  readonly secretHash: Uint8Array
  /** Counts the secrets it has had, from 1. */
  readonly secretVersion: number
  /** Of the secret before, which logs in too until its time is over. */
  readonly previousSecretHash: Uint8Array | null
  readonly previousUntil: Date | null
  /** Further organizations that it may act in. */
  readonly granted: readonly string[]
  /** The application that asked for it; null where an operator made it. */
  readonly madeBy: string | null
  readonly createdAt: Date
  readonly revokedAt: Date | null
}

/** A key that signs an organization's tokens; the private half is sealed. */
export interface SigningKey {
  readonly id: string
  readonly organizationId: string
  readonly publicKey: Readonly<Record<string, unknown>>
  readonly sealed: Uint8Array
  /** Absent before it is stored. */
  readonly createdAt?: Date
  /** When it ends to verify; null or absent while no other has followed it. */
  readonly retiredAt?: Date | null
}

/** With the quota that holds for it. */
export interface Workspace extends QuotaLimits {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly status: 'active' | 'inactive'
  /** Null: as the organization has it. */
  readonly cacheEnabled: boolean | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A constraint on what may be done through a connector; no modes means both. */
export interface EntityChoice {
  readonly entity: string
  readonly modes?: readonly ('read' | 'write')[]
}

export interface Connector {
  readonly id: string
  readonly organizationId: string
  readonly workspaceId: string
  readonly definitionId: string
  /** Of an uploaded definition the version that it was made with. */
  readonly definitionVersion: number | null
  readonly name: string
  /** Settings that the definition names, as they were given. None of them is secret. */
  readonly config: Readonly<Record<string, unknown>>
  readonly entities: readonly EntityChoice[]
  /** The organization's template that it was made from, which may be gone; none where it is a global one. */
  readonly templateId: string | null
  /** Names of settings that came from the template, and not from whoever connected the account. */
  readonly defaulted: readonly string[]
  /** Whose account it is at the third party, where that told it. */
  readonly accountId: string | null
  readonly accountName: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A credential as it lies in storage and in caches: sealed. */
export interface SealedCredential {
  readonly version: number
  readonly sealed: Uint8Array
  readonly state: CredentialState
  /** A word for why it is in that state. */
  readonly cause: string | null
  /** The organization's OAuth application that got it, which stays as long as it is named here. */
  readonly applicationId?: string | null
}

export interface StoredConnector extends Connector {
  readonly credential: SealedCredential
}

/** Who did something: a token's kind and the application behind it. */
export interface Actor {
  readonly kind: TokenKind | 'operator'
  readonly applicationId: string | null
  /** Of the application, where it is another than the one that it acted in. */
  readonly organizationId?: string
}

/** One administrative act, recorded in the transaction that carries it out. */
export interface AuditEvent {
  readonly id: string
  readonly type:
    | 'workspace.created'
    | 'workspace.updated'
    | 'workspace.deleted'
    | 'quota.changed'
    | 'connector.created'
    | 'connector.updated'
    | 'connector.replaced'
    | 'connector.deleted'
    | 'connectors.revoked'
    | 'workspace.offboarded'
    | 'definition.pushed'
    | 'definition.removed'
    | 'source_template.created'
    | 'source_template.updated'
    | 'source_template.deleted'
    | 'source_template.tagged'
    | 'source_template.untagged'
    | 'connection_template.created'
    | 'connection_template.updated'
    | 'connection_template.deleted'
    | 'connection_template.tagged'
    | 'connection_template.untagged'
    | 'tag.created'
    | 'tag.renamed'
    | 'tag.deleted'
    | 'webhook.created'
    | 'webhook.deleted'
    | 'webhook.secret_rotated'
    | 'webhook.replayed'
    | 'oauth_application.saved'
    | 'oauth_application.removed'
    | 'redirect_urls.replaced'
    | 'collection_session.created'
    | WorkflowEventType
    | 'deployment.adopted'
    | 'deployment.backed_up'
    | 'deployment.restored'
    | ApplicationEventType
    | KeyEventType
  readonly actor: Actor
  readonly subjectId: string
  readonly requestId: string
  readonly at: Date
}

/** What is done to workflows and to what would start them. */
export type WorkflowEventType = `${'workflow' | 'automation'}.${'created' | 'updated' | 'deleted'}`

/** What becomes of organizations and applications. The subject is the one that was made or changed. */
export type ApplicationEventType =
  | 'organization.created'
  | 'application.created'
  | 'application.secret_rotated'
  | 'application.secret_ended'
  | 'application.revoked'
  | 'application.granted'
  | 'application.ungranted'

/** What is done to keys, on the host alone. The subject is the key, or the organization that was shredded. */
export type KeyEventType =
  | 'root_key.rotated'
  | 'organization_key.rewrapped'
  | 'organization_key.rotated'
  | 'organization_key.dropped'
  | 'signing_key.rotated'
  | 'organization.shredded'

/** The fact of one execute. `started` is what is known of a write until its end is recorded. */
export interface Execution {
  readonly id: string
  readonly organizationId: string
  readonly workspaceId: string
  readonly connectorId: string
  readonly entity: string
  readonly action: string
  readonly effect: Effect
  readonly actor: Actor
  readonly requestId: string
  /** What its client calls the request; ours is the other. */
  readonly clientRequestId: string | null
  readonly intent: string | null
  readonly startedAt: Date
  readonly durationMs: number | null
  /** `cancelled`: the caller of a read went away. */
  readonly outcome: 'started' | 'success' | 'cancelled' | ErrorCode
  /** Of bodies, to the third party and from it; null while it is not known. */
  readonly bytesSent: number | null
  readonly bytesReceived: number | null
}

/** What is known of an execution once its file has gone through. */
export type MeasuredExecution = Pick<Execution, 'id'> & {
  readonly bytesSent: number
  readonly bytesReceived: number
}

/** Something that happened, for those who want to hear of it: by the API, and by webhooks. */
export interface Event {
  readonly id: string
  readonly organizationId: string
  readonly workspaceId: string | null
  readonly connectorId: string | null
  readonly type: EventType
  /** Facts by name. Never a secret, never a body of the third party. */
  readonly data: Readonly<Record<string, unknown>>
  readonly at: Date
}

export type { Job, JobHandler, JobHandlers, Jobs, JobTask } from './jobs.ts'

export interface SigningKeyStore {
  /** Newest first: the first one signs, all verify. */
  list(scope: OrganizationScope): Promise<readonly SigningKey[]>
}

/** A connector as it is stored for the first time, or with a credential in place of another. */
export interface NewConnector extends Connector {
  readonly credential: SealedCredential & {
    /** Of the access token, where its end is known. */
    readonly expiresAt?: Date | null
    /** When a job is to refresh it: added in the transaction that stores it. */
    readonly refreshAt?: Date | null
  }
  readonly creationKey?: CreationKey
  /** What is held of its tokens: taken in the transaction that stores it, or it is not stored. */
  readonly heldGrants?: readonly string[]
}

/** By what a request to connect an account is known when it comes again. */
export interface CreationKey {
  readonly key: string
  /** SHA-256 of what was asked for, without the secrets. */
  readonly requestHash: Uint8Array
}

export interface ConnectorStore {
  /** False when the workspace has a connector of that key already: then nothing is stored. */
  insert(scope: WorkspaceScope, connector: NewConnector, event: AuditEvent): Promise<boolean>
  findByKey(
    scope: WorkspaceScope,
    key: string,
  ): Promise<{ readonly connector: StoredConnector; readonly requestHash: Uint8Array } | undefined>
  /** Stores name, settings and entities. False where the connector is no longer as it was at `read`. */
  update(
    scope: WorkspaceScope,
    connector: Connector,
    change: { readonly read: Date; readonly event: AuditEvent },
  ): Promise<boolean>
  /**
   * Puts another credential into the place of one, with the settings that go with it, in one step: `credential.version`
   * follows the version that is replaced. False where the connector, or its credential, is no longer as it was read.
   */
  replace(
    scope: WorkspaceScope,
    connector: NewConnector,
    change: { readonly read: Date; readonly event: AuditEvent; readonly happened: Event },
  ): Promise<boolean>
  find(scope: OrganizationScope, id: string): Promise<StoredConnector | undefined>
  /** Oldest first; `limit` at most, after the place of one that need not be there any more. */
  list(scope: WorkspaceScope, filter: ConnectorFilter): Promise<readonly Connector[]>
}

export interface ConnectorFilter {
  readonly definitionId?: string
  readonly after?: Pick<Connector, 'createdAt' | 'id'>
  /** 10,000 where it is not stated. */
  readonly limit?: number
}

export interface ExecutionStore {
  /** Records executions of one organization, and counts those that ended; of one that has ended nothing is changed. */
  save(scope: OrganizationScope, executions: readonly Execution[]): Promise<void>
  /** Completes executions that were saved without their bytes. */
  measure(scope: OrganizationScope, measured: readonly MeasuredExecution[]): Promise<void>
  /** The latest first. */
  list(scope: WorkspaceScope, filter: ExecutionFilter): Promise<readonly ListedExecution[]>
}

/** What third parties allow, shared by all engines of a deployment. */
export type { AllowanceKey, Allowances } from '@sallyport/runtime'

/** Tells which organizations' rows may have changed, so that caches let go of them. */
export interface ChangeFeed {
  subscribe(listener: (organizationId: string | 'all') => void): void
  /** False when changes may have been missed: then nothing that is cached may be believed. */
  trusted(): boolean
}

/** Everything that the engine keeps. */
export interface Storage {
  readonly organizations: OrganizationStore
  readonly applications: ApplicationStore
  readonly signingKeys: SigningKeyStore
  readonly workspaces: WorkspaceStore
  readonly connectors: ConnectorStore
  readonly definitions: DefinitionStore
  readonly sourceTemplates: SourceTemplateStore
  readonly connectionTemplates: ConnectionTemplateStore
  readonly tags: TagStore
  readonly executions: ExecutionStore
  readonly idempotency: IdempotencyStore
  readonly files: FileStore
  readonly results: ResultStore
  readonly revocations: RevocationStore
  readonly heldGrants: HeldGrantStore
  readonly oauthApplications: OAuthApplicationStore
  readonly redirectUrls: RedirectUrlStore
  readonly connectSessions: ConnectSessionStore
  readonly credentials: CredentialRows
  readonly breakers: ApplicationBreakers
  readonly events: EventStore
  readonly webhooks: WebhookStore
  readonly usage: UsageStore
  readonly quotas: QuotaStore
  readonly collectionSessions: CollectionSessionStore
  readonly organizationCredentials: OrganizationCredentialStore
  readonly workflows: WorkflowStore
  readonly allowances: Allowances
  readonly changes: ChangeFeed
}

export type { DefinitionStore, PushOptions, StoredDefinition } from './definitions/definition-store.ts'
export type { FileStore, StoredFile } from './files/file-store.ts'
export type { QuotaLimits, QuotaStore, WorkspaceQuota } from './quotas/quota-store.ts'
export type { UsageRow, UsageStore, UsageTotals } from './usage/usage-store.ts'
export type { EventStore } from './webhooks/event-store.ts'
export type { Webhook, WebhookStore } from './webhooks/webhook-store.ts'
export type { WorkspaceStore } from './workspaces/workspace-store.ts'
