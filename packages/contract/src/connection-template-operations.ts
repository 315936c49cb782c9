import { Type } from 'typebox'
import { type ApiOperation, operation } from './operation.ts'
import * as schema from './schemas.ts'
import * as template from './template-schemas.ts'

const { Optional } = Type
const PATH = '/integrations/templates/connections'
const HostingType = Type.Enum(['airbyte_hosted', 'user_hosted'])
const Preference = Type.Enum(['ignore', 'disable', 'propagate_columns', 'propagate_fully'])

const shape = {
  id: schema.Uuid,
  organization_id: schema.Uuid,
  destination_name: schema.orNull(Type.String()),
  icon: Type.Null(),
  cron_expression: schema.orNull(Type.String()),
  data_hosting_type: HostingType,
  tags: Type.Array(Type.String()),
  runs: Type.Literal(false, { description: 'Templates are kept. Nothing of them is run yet.' }),
  created_at: schema.Time,
  updated_at: schema.Time,
}
const Item = Type.Object(shape)
const Detail = Type.Object({
  ...shape,
  destination_definition_id: schema.orNull(schema.Uuid),
  destination_config: schema.orNull(
    Type.Record(Type.String(), Type.String(), {
      description: 'Names of the settings. Values never come back.',
    }),
  ),
  non_breaking_changes_preference: Preference,
  sync_on_create: Type.Boolean(),
  warnings: schema.Warnings,
})

const change = {
  destination_name: Optional(schema.Name),
  destination_definition_id: Optional(schema.Uuid),
  destination_config: Optional(schema.OpenObject),
  cron_expression: Optional(
    schema.orNull(Type.String({ minLength: 1, maxLength: 255, description: 'Of Quartz.' })),
  ),
  non_breaking_changes_preference: Optional(Preference),
  sync_on_create: Optional(Type.Boolean()),
}

const common = { aliases: [], access: ['application'], tag: 'Connection templates' } as const
const shown = { ...common, capability: 'none', method: 'GET' } as const
const written = { ...common, capability: 'connect' } as const

/** Connection templates: where to, and when, sources are to be copied. They are kept, and not run yet. */
export const connectionTemplateOperations = {
  listConnectionTemplates: operation({
    ...shown,
    path: PATH,
    summary: 'Lists the connection templates of the organization.',
    query: Type.Object({ tags: Optional(template.Tags), tags_mode: Optional(template.TagsMode) }),
    answer: { status: 200, schema: Type.Object({ data: Type.Array(Item) }) },
  }),

  createConnectionTemplate: operation({
    ...written,
    method: 'POST',
    path: PATH,
    summary:
      'Keeps a connection template. Its settings are sealed and never come back; nothing of it is run yet.',
    body: Type.Object({ data_hosting_type: Optional(HostingType), ...change }),
    answer: { status: 200, schema: Detail },
  }),

  getConnectionTemplate: operation({
    ...shown,
    path: `${PATH}/{id}`,
    summary: 'Shows one connection template.',
    params: schema.Id,
    answer: { status: 200, schema: Detail },
  }),

  updateConnectionTemplate: operation({
    ...written,
    method: 'PATCH',
    path: `${PATH}/{id}`,
    summary: 'Changes a connection template. What is left out stays.',
    params: schema.Id,
    body: Type.Object(change),
    answer: { status: 200, schema: Detail },
  }),

  deleteConnectionTemplate: operation({
    ...written,
    method: 'DELETE',
    path: `${PATH}/{id}`,
    summary: 'Removes a connection template.',
    params: schema.Id,
    answer: { status: 200, schema: template.Deleted },
  }),

  tagConnectionTemplate: operation({
    ...written,
    method: 'POST',
    path: `${PATH}/{id}/tags`,
    summary: 'Puts a tag on a connection template, made where it is new.',
    params: schema.Id,
    body: Type.Object({ tag: template.Tag }),
    answer: { status: 200, schema: Item },
  }),

  untagConnectionTemplate: operation({
    ...written,
    method: 'DELETE',
    path: `${PATH}/{id}/tags/{tag_name}`,
    summary: 'Takes a tag off a connection template.',
    params: Type.Object({ id: schema.Uuid, tag_name: template.Tag }),
    answer: { status: 200, schema: Item },
  }),

  describeCron: operation({
    ...shown,
    method: 'POST',
    path: `${PATH}/cron/describe`,
    summary: 'Says in words when a cron expression of Quartz fires, or what is wrong with it.',
    body: Type.Object({ cron_expression: Type.String({ maxLength: 1000 }) }),
    answer: { status: 200, schema: Type.Object({ description: Type.String(), is_valid: Type.Boolean() }) },
  }),
} as const satisfies Record<string, ApiOperation>
