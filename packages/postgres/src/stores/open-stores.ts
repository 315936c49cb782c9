import type { Storage } from '@sallyport/engine'
import type { OrganizationTransactions } from '../organization-transactions.ts'
import { allowanceStore } from './allowance-store.ts'
import { applicationBreakers } from './application-breakers.ts'
import { applicationStore } from './application-store.ts'
import { collectionSessionStore } from './collection-session-store.ts'
import { connectSessionStore } from './connect-session-store.ts'
import { connectionTemplateStore } from './connection-template-store.ts'
import { connectorStore } from './connector-store.ts'
import { credentialRows } from './credential-store.ts'
import { definitionStore } from './definition-store.ts'
import { eventStore } from './event-store.ts'
import { executionStore } from './execution-store.ts'
import { fileStore } from './file-store.ts'
import { heldGrantStore } from './held-grant-store.ts'
import { idempotencyStore } from './idempotency-store.ts'
import { oauthApplicationStore } from './oauth-application-store.ts'
import { organizationCredentialStore } from './organization-credential-store.ts'
import { organizationStore } from './organization-store.ts'
import { quotaStore } from './quota-store.ts'
import { redirectUrlStore } from './redirect-url-store.ts'
import { resultStore } from './result-store.ts'
import { revocationStore } from './revocation-store.ts'
import { signingKeyStore } from './signing-key-store.ts'
import { sourceTemplateStore } from './source-template-store.ts'
import { tagStore } from './tag-store.ts'
import { usageStore } from './usage-store.ts'
import { webhookStore } from './webhook-store.ts'
import { workflowStore } from './workflow-store.ts'
import { workspaceStore } from './workspace-store.ts'

export interface StoresOptions {
  readonly transactions: OrganizationTransactions
  /** For what must not wait behind calls: a rotated token is to be saved. */
  readonly refreshes: OrganizationTransactions
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly newId: () => string
}

/** Everything that the engine keeps in the database. */
export function openStores({ transactions, refreshes, now, newId }: StoresOptions): Omit<Storage, 'changes'> {
  return {
    organizations: organizationStore(transactions),
    applications: applicationStore(transactions),
    signingKeys: signingKeyStore(transactions),
    workspaces: workspaceStore(transactions),
    connectors: connectorStore(transactions),
    definitions: definitionStore(transactions),
    sourceTemplates: sourceTemplateStore(transactions),
    connectionTemplates: connectionTemplateStore(transactions),
    tags: tagStore(transactions),
    executions: executionStore(transactions),
    idempotency: idempotencyStore(transactions),
    files: fileStore(transactions),
    results: resultStore(transactions),
    revocations: revocationStore(transactions),
    heldGrants: heldGrantStore(refreshes),
    oauthApplications: oauthApplicationStore(transactions),
    redirectUrls: redirectUrlStore(transactions),
    connectSessions: connectSessionStore(transactions),
    credentials: credentialRows(refreshes, { newId, others: transactions }),
    breakers: applicationBreakers(refreshes),
    events: eventStore(transactions),
    webhooks: webhookStore(transactions),
    usage: usageStore(transactions),
    quotas: quotaStore(transactions),
    collectionSessions: collectionSessionStore(transactions),
    organizationCredentials: organizationCredentialStore(transactions),
    workflows: workflowStore(transactions),
    allowances: allowanceStore(transactions, { now }),
  }
}
