import { Type } from 'typebox'
import { ANY_TOKEN, operation } from './operation.ts'
import * as schema from './schemas.ts'

/** Connector definitions, those of the engine and those of the organization. */
export const definitionOperations = {
  pushDefinition: operation({
    method: 'POST',
    path: '/integrations/definitions/sources',
    aliases: [],
    access: ['application'],
    capability: 'connect',
    summary: "Uploads a connector definition of the organization's own, or the next version of one.",
    tag: 'Definitions',
    body: schema.NewDefinition,
    answer: { status: 201, unchanged: 200, schema: schema.PushedDefinition },
  }),

  listDefinitions: operation({
    method: 'GET',
    path: '/integrations/definitions/sources',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'none',
    summary: 'Lists connector definitions, those of the engine and those of the organization.',
    tag: 'Definitions',
    query: Type.Object({ name: Type.Optional(Type.String({ maxLength: schema.MAX_NAME })) }),
    answer: { status: 200, schema: Type.Object({ definitions: Type.Array(schema.DefinitionSummary) }) },
  }),

  getDefinition: operation({
    method: 'GET',
    path: '/integrations/definitions/sources/{id}',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'none',
    summary: 'Shows one connector definition, and what a connection to it asks for.',
    tag: 'Definitions',
    params: schema.Id,
    answer: { status: 200, schema: schema.DefinitionDetail },
  }),

  removeDefinition: operation({
    method: 'DELETE',
    path: '/integrations/definitions/sources/{id}',
    aliases: [],
    access: ['application'],
    capability: 'connect',
    summary: "Removes a definition of the organization's own that no connector uses.",
    tag: 'Definitions',
    params: schema.Id,
    answer: { status: 200, schema: schema.Id },
  }),
} as const
