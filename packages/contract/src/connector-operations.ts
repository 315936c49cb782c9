import { Type } from 'typebox'
import { ANY_TOKEN, operation } from './operation.ts'
import * as schema from './schemas.ts'

/** Connectors: third-party accounts in workspaces. */
export const connectorOperations = {
  createConnector: operation({
    method: 'POST',
    path: '/integrations/connectors',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Connects a third-party account to a workspace. The credential is sealed and never comes back.',
    tag: 'Connectors',
    body: schema.NewConnector,
    idempotent: 'key',
    answer: { status: 200, schema: schema.Connector },
  }),

  checkNewConnector: operation({
    method: 'POST',
    path: '/integrations/connectors/check',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Tries a credential and what it opens. Nothing is stored.',
    tag: 'Connectors',
    body: schema.NewConnector,
    answer: { status: 200, schema: schema.CheckAnswer },
  }),

  listConnectors: operation({
    method: 'GET',
    path: '/integrations/connectors',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'none',
    summary: 'Lists the connectors of a workspace.',
    tag: 'Connectors',
    query: Type.Object({ ...schema.workspaceReference, definition_id: Type.Optional(schema.Uuid) }),
    answer: { status: 200, schema: Type.Object({ data: Type.Array(schema.ConnectorItem) }) },
  }),

  getConnector: operation({
    method: 'GET',
    path: '/integrations/connectors/{id}',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'none',
    summary: 'Shows one connector.',
    tag: 'Connectors',
    params: schema.Id,
    answer: { status: 200, schema: schema.Connector },
  }),

  updateConnector: operation({
    method: 'PUT',
    path: '/integrations/connectors/{id}',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Changes a connector. A new credential takes over after it was found to work.',
    tag: 'Connectors',
    params: schema.Id,
    body: schema.ConnectorChange,
    answer: { status: 200, schema: schema.Connector },
  }),

  deleteConnector: operation({
    method: 'DELETE',
    path: '/integrations/connectors/{id}',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Removes a connector; its tokens are revoked and erased afterwards, with receipts.',
    tag: 'Connectors',
    params: schema.Id,
    answer: { status: 202, schema: Type.Object({ job_id: schema.Uuid }) },
  }),

  checkConnector: operation({
    method: 'POST',
    path: '/integrations/connectors/{id}/check',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'read',
    summary: 'Tries the credential of a connector, and one cheap read of each entity.',
    tag: 'Connectors',
    params: schema.Id,
    body: schema.ConnectorCheck,
    answer: { status: 200, schema: schema.CheckAnswer },
  }),
} as const
