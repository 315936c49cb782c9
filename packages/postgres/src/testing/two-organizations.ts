import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { StoredConnector, Workspace } from '@sallyport/engine'
import { queryAs } from '../query-as.ts'
import { allowanceStore } from '../stores/allowance-store.ts'
import { collectionSessionStore } from '../stores/collection-session-store.ts'
import { connectionTemplateStore } from '../stores/connection-template-store.ts'
import { connectorStore } from '../stores/connector-store.ts'
import { executionStore } from '../stores/execution-store.ts'
import { idempotencyStore } from '../stores/idempotency-store.ts'
import { resultStore } from '../stores/result-store.ts'
import { sourceTemplateStore } from '../stores/source-template-store.ts'
import { webhookStore } from '../stores/webhook-store.ts'
import { workflowStore } from '../stores/workflow-store.ts'
import { workspaceStore } from '../stores/workspace-store.ts'
import { newOrganization } from './first-deployment.ts'
import {
  connectionTemplateOf,
  connectorOf,
  eventOf,
  executionOf,
  sourceTemplateOf,
  webhookOf,
  workspaceOf,
} from './rows.ts'
import { organizationScope, workspaceScope } from './scopes.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import type { TestServer } from './test-server.ts'

/** One organization and the ids of what it has. */
export interface Inhabitant {
  readonly id: string
  /** Stands in every row of its own, in clear or as bytes. */
  readonly mark: string
  readonly workspace: Workspace
  readonly connector: StoredConnector
}

export interface TwoOrganizations extends TestDatabase {
  /** Whom the attacker may speak for. */
  readonly ours: Inhabitant
  readonly theirs: Inhabitant
}

/** A database with two organizations that have rows in every table, and statistics of them. */
export async function createTwoOrganizations(server: TestServer): Promise<TwoOrganizations> {
  const [ours, theirs] = [newOrganization('organization of ours'), newOrganization('organization of theirs')]
  const database = await createTestDatabase(server, ours)
  await database.add(theirs)
  const both = {
    ...database,
    ours: await settle(database, ours.id, 'ours'),
    theirs: await settle(database, theirs.id, 'theirs'),
  }
  await queryAs(database.administrator, 'ANALYZE')
  return both
}

async function settle(database: TestDatabase, id: string, mark: string): Promise<Inhabitant> {
  const transactions = database.transactions()
  const scope = organizationScope(id)
  const workspace = workspaceOf(id, { name: `workspace of ${mark}` })
  const event = (type: 'workspace.created' | 'connector.created') =>
    eventOf(type, { requestId: `request of ${mark}` })
  await workspaceStore(transactions).ensure(scope, workspace, event('workspace.created'))
  const connector = connectorOf(workspace, {
    name: `connector of ${mark}`,
    credential: {
      version: 1,
      sealed: Buffer.from(`credential of ${mark}`),
      state: 'active',
      cause: null,
    },
  })
  await connectorStore(transactions).insert(
    workspaceScope(id, workspace.id),
    connector,
    event('connector.created'),
  )
  // Many of one kind, so that statistics remember its value.
  const executions = Array.from({ length: 50 }, () => executionOf(connector, { entity: `entity of ${mark}` }))
  await executionStore(transactions).save(scope, executions)
  const key = { per: 'credential', organization: id, name: `allowance of ${mark}` } as const
  await allowanceStore(transactions, { now: Date.now }).lease({
    key,
    units: 1,
    perWindow: 2,
    windowSeconds: 3600,
  })
  const sealed = Buffer.from(`secret of ${mark}`)
  const call = { id: randomUUID(), workspaceId: workspace.id, keyHash: randomBytes(32) }
  await idempotencyStore(transactions).begin(scope, call)
  await idempotencyStore(transactions).end(scope, { ...call, sealed })
  await resultStore(transactions).keep(
    workspaceScope(id, workspace.id),
    {
      id: randomUUID(),
      connectorId: connector.id,
      entity: `entity of ${mark}`,
      action: 'list',
      bytes: 1,
      sealed: [sealed],
    },
    { results: 1, bytes: 1 },
  )
  await webhookStore(transactions).insert(scope, webhookOf(id, { url: `https://hook of ${mark}`, sealed }), {
    max: 20,
    event: eventOf('webhook.created', { requestId: `request of ${mark}` }),
  })
  await settleWorkflows(transactions, workspace, mark)
  await sourceTemplateStore(transactions).insert(scope, sourceTemplateOf(id, { name: `offer of ${mark}` }), {
    tags: [`tag of ${mark}`],
    maxTemplates: 10,
    maxTags: 10,
    newId: randomUUID,
    event: eventOf('source_template.created', { requestId: `request of ${mark}` }),
  })
  const kept = connectionTemplateOf(id, { destinationName: `destination of ${mark}`, sealed })
  await connectionTemplateStore(transactions).insert(scope, kept, {
    max: 10,
    event: eventOf('connection_template.created', { requestId: `request of ${mark}` }),
  })
  await transactions.close()
  return { id, mark, workspace, connector }
}

/** What end users are asked for there, and what would be run. */
async function settleWorkflows(
  transactions: ReturnType<TestDatabase['transactions']>,
  { organizationId, id: workspaceId }: Workspace,
  mark: string,
): Promise<void> {
  const scope = workspaceScope(organizationId, workspaceId)
  const of = { organizationId, workspaceId, createdAt: new Date(), updatedAt: new Date() }
  const bound = (type: 'workflow.created' | 'automation.created' | 'collection_session.created') => ({
    max: 1,
    event: eventOf(type, { requestId: `request of ${mark}` }),
  })
  const ticket = createHash('sha256').update(mark).digest('hex')
  await collectionSessionStore(transactions).begin(
    scope,
    {
      ...of,
      id: randomUUID(),
      definitionId: randomUUID(),
      templateId: randomUUID(),
      ticket,
      actor: { kind: 'application', applicationId: null },
      status: 'error',
      error: `error of ${mark}`,
      connectorId: null,
      expiresAt: new Date(),
    },
    bound('collection_session.created'),
  )
  const workflow = { ...of, id: randomUUID(), name: `workflow of ${mark}`, tasks: [] }
  await workflowStore(transactions).insert(scope, workflow, bound('workflow.created'))
  const automation = {
    ...of,
    id: randomUUID(),
    workflowId: workflow.id,
    enabled: true,
    triggerType: 'manual',
    cronExpression: null,
    timezone: 'UTC',
    completionWebhookUrl: `https://hook of ${mark}`,
  } as const
  await workflowStore(transactions).insertAutomation(scope, automation, bound('automation.created'))
}
