import { randomUUID } from 'node:crypto'
import type {
  AuditEvent,
  ConnectionTemplate,
  Execution,
  StoredConnector,
  StoredSourceTemplate,
  Webhook,
  Workspace,
} from '@sallyport/engine'

const at = new Date('2026-02-03T04:05:06.789Z')

export function workspaceOf(organizationId: string, fields: Partial<Workspace> = {}): Workspace {
  return {
    id: randomUUID(),
    organizationId,
    name: 'acme',
    status: 'active',
    cacheEnabled: null,
    callsPerMinute: null,
    callsPerDay: null,
    createdAt: at,
    updatedAt: at,
    ...fields,
  }
}

export function connectorOf(
  { organizationId, id: workspaceId }: Pick<Workspace, 'organizationId' | 'id'>,
  fields: Partial<StoredConnector> = {},
): StoredConnector {
  return {
    id: randomUUID(),
    organizationId,
    workspaceId,
    definitionId: 'ef69ef6e-aa7f-4af1-a01d-ef775033524e',
    definitionVersion: null,
    name: 'GitHub - acme',
    config: { repositories: ['octo/demo'] },
    entities: [{ entity: 'issues', modes: ['read'] }],
    templateId: null,
    defaulted: [],
    accountId: null,
    accountName: null,
    createdAt: at,
    updatedAt: at,
    credential: { version: 1, sealed: Buffer.from('sealed'), state: 'active', cause: null },
    ...fields,
  }
}

export function executionOf(
  { organizationId, workspaceId, id: connectorId }: StoredConnector,
  fields: Partial<Execution> = {},
): Execution {
  return {
    id: randomUUID(),
    organizationId,
    workspaceId,
    connectorId,
    entity: 'issues',
    action: 'list',
    effect: 'read',
    actor: { kind: 'scoped', applicationId: randomUUID() },
    requestId: randomUUID(),
    clientRequestId: null,
    intent: null,
    startedAt: at,
    durationMs: null,
    outcome: 'started',
    bytesSent: null,
    bytesReceived: null,
    ...fields,
  }
}

export function eventOf(type: AuditEvent['type'], fields: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: randomUUID(),
    type,
    actor: { kind: 'application', applicationId: randomUUID() },
    subjectId: randomUUID(),
    requestId: randomUUID(),
    at,
    ...fields,
  }
}

export function webhookOf(organizationId: string, fields: Partial<Webhook> = {}): Webhook {
  return {
    id: randomUUID(),
    organizationId,
    url: 'https://hooks.example.com/',
    eventTypes: [],
    status: 'enabled',
    version: 1,
    sealed: Buffer.from('sealed'),
    previousSealed: null,
    previousUntil: null,
    lastError: null,
    lastDeliveryAt: null,
    createdAt: at,
    ...fields,
  }
}

export function sourceTemplateOf(
  organizationId: string,
  fields: Partial<StoredSourceTemplate> = {},
): StoredSourceTemplate {
  return {
    id: randomUUID(),
    organizationId,
    definitionId: 'ef69ef6e-aa7f-4af1-a01d-ef775033524e',
    name: 'GitHub',
    defaultConfig: {},
    customization: null,
    mode: 'DIRECT',
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
    ...fields,
  }
}

export function connectionTemplateOf(
  organizationId: string,
  fields: Partial<ConnectionTemplate> = {},
): ConnectionTemplate {
  return {
    id: randomUUID(),
    organizationId,
    dataHostingType: 'user_hosted',
    destinationName: 'Warehouse',
    destinationDefinitionId: randomUUID(),
    configKeys: ['host'],
    version: 1,
    sealed: Buffer.from('sealed'),
    cronExpression: '0 0 12 * * ?',
    nonBreakingChangesPreference: 'ignore',
    syncOnCreate: true,
    tags: [],
    createdAt: at,
    updatedAt: at,
    ...fields,
  }
}
