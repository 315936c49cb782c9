import type { Shape } from './assert-shape.ts'

/** Of the offer of a connector type, in lists. */
const TEMPLATE: Shape = {
  id: 'uuid',
  name: 'string',
  icon: 'string|null',
  connector_name: 'string|null',
  organization_id: 'uuid|null',
  actor_definition_id: 'uuid',
  tags: ['string'],
  customization: 'object|null',
  mode: 'string',
  created_at: 'time',
  updated_at: 'time',
}

export const TEMPLATE_ITEM = TEMPLATE

export const CONNECTOR_ITEM: Shape = {
  id: 'uuid',
  name: 'string',
  summarized_source_template: TEMPLATE,
  created_at: 'time',
  updated_at: 'time',
}

/** What create, get and update answer. */
export const CONNECTOR: Shape = {
  id: 'uuid',
  name: 'string',
  source_template: {
    id: 'uuid',
    name: 'string',
    icon: 'string|null',
    source_definition_id: 'uuid',
    actor_definition_id: 'uuid',
    organization_id: 'uuid|null',
    user_config_spec: { connectionSpecification: 'object' },
    partial_default_config: 'object',
    tags: ['string'],
    mode: 'string',
    is_experimental: 'boolean',
    created_at: 'time',
    updated_at: 'time',
  },
  replication_config: 'object',
  entities: 'array',
  created_at: 'time',
  updated_at: 'time',
}

/** The envelope of execute, but for the result. */
export const ENVELOPE: Shape = {
  status: 'string',
  connector_metadata: 'object|null',
  execution_metadata: { connector_instance_id: 'string', execution_time_ms: 'integer' },
}

export const CHECK: Shape = {
  id: 'uuid',
  status: 'string',
  error_message: 'string|null',
  failure_reason: 'object|null',
  entity_check_results: [
    { entity: 'string', status: 'string', status_code: 'integer|null', error_message: 'string|null' },
  ],
}

export const ERROR: Shape = {
  message: 'string|null',
  errors: [
    {
      field: 'string|null',
      message: 'string|null',
      error_code: 'string|null',
      details: 'object|null',
    },
  ],
}

export const WORKSPACE: Shape = {
  id: 'uuid',
  name: 'string',
  organization_id: 'uuid',
  status: 'string',
  cache_enabled: 'boolean|null',
  tombstone: 'boolean',
  created_at: 'time',
  updated_at: 'time',
}
