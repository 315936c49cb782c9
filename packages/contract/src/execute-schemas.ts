import { Type } from 'typebox'
import { MaxResultTokens, ResultBudget } from './result-schemas.ts'
import { MAX_FIELDS, MAX_NAME, OpenObject, orNull, Time, Uuid } from './schemas.ts'

const { Optional } = Type

/** Parts of a path at most. */
const MAX_PARTS = 32

const PathPart = Type.String({ minLength: 1, maxLength: 500 })

/** `"user.login"`, or its parts, as one generation of clients sends it: `["user", "login"]`. */
const FieldPath = Type.Union([PathPart, Type.Array(PathPart, { maxItems: MAX_PARTS })])

const FieldPaths = Type.Array(FieldPath, {
  maxItems: MAX_FIELDS,
  description:
    'Dotted paths, or lists of their parts. They go through lists: "labels.name" is of every label.',
})

export const ExecuteRequest = Type.Object({
  entity: Type.String({
    maxLength: MAX_NAME,
    description: 'Empty for "describe" of all entities.',
  }),
  action: Type.String({ minLength: 1, maxLength: MAX_NAME }),
  params: Optional(orNull(OpenObject)),
  select_fields: Optional(orNull(FieldPaths)),
  fields: Optional(orNull(FieldPaths)),
  exclude_fields: Optional(orNull(FieldPaths)),
  view: Optional(
    Type.Enum(['full', 'compact'], {
      description: 'compact: of each record what is enough to choose by, where no fields are selected.',
    }),
  ),
  skip_truncation: Optional(
    orNull(Type.Boolean({ description: 'false: long texts in lists are cut, and say so. Default: true.' })),
  ),
  max_result_tokens: Optional(orNull(MaxResultTokens)),
  dry_run: Optional(
    Type.Boolean({
      description: 'true: nothing is sent; the result is the request, without the credential.',
    }),
  ),
  intent: Optional(
    orNull(Type.String({ maxLength: 2000, description: 'Why the call is made, for the record.' })),
  ),
})

/** What the third party still allows, where it tells or the engine counts. */
const RateLimit = Type.Object({
  bucket: Type.String({ description: 'The allowance that the call counted on.' }),
  remaining: Type.Integer(),
  reset_at: orNull(Time),
  retry_at: orNull(Type.String({ format: 'date-time', description: 'When to call again, if not now.' })),
})

export const ExecuteAnswer = Type.Object({
  status: Type.Literal('success'),
  result: Type.Unknown({ description: 'Records of a list, one record, or null.' }),
  connector_metadata: orNull(
    Type.Object(
      { has_next_page: Type.Boolean(), end_cursor: orNull(Type.String()) },
      { description: 'How a list goes on: give `end_cursor` back as `params.cursor`.' },
    ),
  ),
  execution_metadata: Type.Object({
    connector_instance_id: Uuid,
    execution_time_ms: Type.Integer(),
    rate_limit: Optional(RateLimit),
    result_budget: Optional(ResultBudget),
  }),
  warning: Optional(Type.Object({ code: Type.String(), message: Type.String() })),
})

/** What the third parties of a connector can be asked, and what of it the engine keeps ready to be searched: nothing yet. */
export const Inspection = Type.Object({
  connector_id: Uuid,
  name: Type.String(),
  workspace_id: Uuid,
  organization_id: Uuid,
  source_definition_id: Uuid,
  source_definition_name: Type.String(),
  docs_skill_id: Type.String(),
  context_store_readiness: Type.Object({
    supported_context_store_entities: Type.Array(
      Type.Object({ entity: Type.String(), suggested: Type.Boolean() }),
    ),
    configured_cache_entities: Type.Array(OpenObject),
  }),
  entities: Type.Array(Type.Object({ entity: Type.String(), actions: Type.Array(Type.String()) }), {
    description: 'Everything that this token may do through the connector.',
  }),
  warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
})
