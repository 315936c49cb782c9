import { Type } from 'typebox'
import { ANY_TOKEN, operation } from './operation.ts'
import * as schema from './schemas.ts'
import { Uuids } from './template-schemas.ts'

const Destination = Type.Object({
  id: schema.Uuid,
  name: Type.String(),
  icon: schema.orNull(Type.String()),
})

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
    tagged: true,
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
    tagged: true,
    params: schema.Id,
    answer: { status: 200, schema: schema.DefinitionDetail },
  }),

  listDestinations: operation({
    method: 'GET',
    path: '/integrations/definitions/destinations',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'none',
    summary:
      'Lists the destinations that sources can be copied to: none, since this engine copies nothing yet.',
    tag: 'Definitions',
    query: Type.Object({ actorDefinitionIds: Type.Optional(Uuids) }),
    answer: { status: 200, schema: Type.Object({ destinations: Type.Array(Destination) }) },
  }),

  getDestination: operation({
    method: 'GET',
    path: '/integrations/definitions/destinations/{id}',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'none',
    summary: 'Shows one destination. There is none yet.',
    tag: 'Definitions',
    params: schema.Id,
    answer: { status: 200, schema: Type.Object({ id: schema.Uuid, definition: schema.OpenObject }) },
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
