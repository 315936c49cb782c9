import { Type } from 'typebox'
import { CAPABILITIES } from './capability.ts'
import { MaxResultTokens } from './result-schemas.ts'
import { MAX_NAME, Name, OpenObject, orNull, Uuid, workspaceReference } from './schemas.ts'

const { Optional } = Type

const Effect = Type.Enum(CAPABILITIES.filter((one) => one !== 'connect'))

/** Tokens of o200k, as a model's vendor counts them. */
const tokensAtMost = (description: string) => Type.Integer({ minimum: 200, maximum: 1_000_000, description })

/** Of which connectors and operations the tools are. It is the same in every call of one agent. */
const chosen = {
  ...workspaceReference,
  connectors: Optional(
    Type.Array(Name, {
      maxItems: 100,
      description: 'Ids, names or types of connectors. Left out: all of the workspace.',
    }),
  ),
  entities: Optional(Type.Array(Name, { maxItems: 500, description: 'Names of entities. Left out: all.' })),
  effects: Optional(
    Type.Array(Effect, {
      maxItems: 10,
      description: 'What operations may do. Left out: all that the token is good for.',
    }),
  ),
}

export const NewToolset = Type.Object({
  ...chosen,
  max_tokens: Optional(
    tokensAtMost('What names, descriptions and schemas may cost together. Default: 8,000.'),
  ),
})

/** What calling a tool does. It is given back as it came, in a call. */
export const ToolAct = Type.Union([
  Type.Object({
    kind: Type.Literal('operation'),
    connector: Type.String({ maxLength: MAX_NAME, description: 'Id of the connector.' }),
    entity: Type.String({ maxLength: MAX_NAME }),
    action: Type.String({ maxLength: MAX_NAME }),
  }),
  Type.Object({ kind: Type.Enum(['search', 'describe', 'execute', 'query']) }),
])

const Tool = Type.Object({
  name: Type.String({ description: 'At most 64 characters of letters, digits, "_" and "-".' }),
  title: Type.String(),
  description: Type.String(),
  input_schema: OpenObject,
  strict: Type.Boolean({ description: 'Whether the schema has the form that strict modes of vendors take.' }),
  effect: Effect,
  annotations: Type.Object(
    {
      readOnlyHint: Type.Boolean(),
      destructiveHint: Type.Boolean(),
      idempotentHint: Type.Boolean(),
      openWorldHint: Type.Boolean(),
    },
    { description: 'As the Model Context Protocol has them.' },
  ),
  act: ToolAct,
})

export const Toolset = Type.Object({
  mode: Type.Enum(['direct', 'discovery'], {
    description: 'direct: a tool for each operation. discovery: tools to find, describe and run operations.',
  }),
  tools: Type.Array(Tool),
  workspace_id: Uuid,
  tokens: Type.Integer({ description: 'What names, descriptions and schemas cost together.' }),
  operations: Type.Integer({ description: 'Operations that these tools can run.' }),
})

export const ToolSearch = Type.Object({
  ...chosen,
  query: Type.String({ minLength: 1, maxLength: 1_000, description: 'What is to be done, in words.' }),
  limit: Optional(Type.Integer({ minimum: 1, maximum: 50, description: 'Default: 5.' })),
})

const Match = Type.Object({
  tool: Type.String({ description: 'By which it is described and run.' }),
  connector_id: orNull(Uuid),
  connector_name: Type.String(),
  connector_type: Type.String({ description: 'Slug of the connector type.' }),
  state: Type.Enum(['connected', 'needs_reauth', 'not_connected']),
  entity: Type.String(),
  action: Type.String(),
  title: Type.String(),
  description: Type.String(),
  effect: Effect,
  score: Type.Number(),
  also_in: Type.Array(Type.String(), { description: 'Ids of further connectors that can do it.' }),
  input_schema: OpenObject,
})

export const ToolMatches = Type.Object({
  matches: Type.Array(Match, { description: 'Best first.' }),
  nothing: Type.Boolean({
    description: 'Nothing that is there does this; what comes nearest is in `nearest`.',
  }),
  nearest: Type.Array(Match),
})

export const ToolDescriptions = Type.Object({
  ...chosen,
  tools: Type.Array(Name, { maxItems: 20, description: 'Names, as a search gave them.' }),
  max_tokens: Optional(tokensAtMost('What the answer may cost. Default: 2,000.')),
})

export const DescribedTools = Type.Object({
  text: Type.String({ description: 'What they take and give, written for a model.' }),
  tokens: Type.Integer(),
  left: Type.Array(Type.String(), { description: 'Tools that there was no room for.' }),
})

export const ToolCall = Type.Object({
  ...chosen,
  act: ToolAct,
  input: Optional(Type.Unknown({ description: 'What the model gave.' })),
  max_result_tokens: Optional(MaxResultTokens),
})

export const ToolAnswer = Type.Object({
  text: Type.String({
    description: 'What a model reads. What third parties wrote in it is marked as no instruction.',
  }),
  data: Type.Unknown({ description: 'The same for programs.' }),
})
