import { Type } from 'typebox'
import { ExecuteAnswer, ExecuteRequest } from './execute-schemas.ts'
import { ACTING_TOKEN, operation } from './operation.ts'
import * as schema from './schemas.ts'

/** What is done through a connector. */
export const executeOperations = {
  uploadFile: operation({
    method: 'POST',
    path: '/files',
    aliases: [],
    access: ACTING_TOKEN,
    capability: 'write',
    summary: 'Takes a file for an hour; the handle that it gives is good in one workspace.',
    tag: 'Files',
    query: Type.Object({ ...schema.workspaceReference, name: Type.Optional(schema.Name) }),
    takes: 'file',
    answer: { status: 200, schema: schema.FileHandle },
  }),

  executeConnector: operation({
    method: 'POST',
    path: '/integrations/connectors/{id}/execute',
    aliases: ['/connectors/sources/{id}/execute', '/connectors/instances/{id}/execute'],
    access: ACTING_TOKEN,
    capability: 'none',
    summary: 'Runs one action on one entity through a connector.',
    tag: 'Connectors',
    params: schema.ConnectorReference,
    body: ExecuteRequest,
    gives: 'file',
    idempotent: 'key of writes',
    answer: { status: 200, schema: ExecuteAnswer },
  }),

  executeBare: operation({
    method: 'POST',
    path: '/connectors/{id}/execute',
    aliases: [],
    bare: true,
    access: ACTING_TOKEN,
    capability: 'none',
    summary: 'The same for the first clients: the answer is the result alone.',
    tag: 'Connectors',
    params: schema.ConnectorReference,
    body: ExecuteRequest,
    gives: 'file',
    idempotent: 'key of writes',
    answer: { status: 200, schema: Type.Unknown() },
  }),
} as const
