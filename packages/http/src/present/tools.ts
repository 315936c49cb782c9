import type { Answer, Operations } from '@sallyport/contract'
import type { FoundTools, ShownToolset, ToolChoice } from '@sallyport/engine'
import type { Call } from '../handler.ts'

type Chosen = Call<Operations['listTools']>['body']

/** Of which connectors and operations tools are, in the engine's words. */
export function selectionOf({ connectors, entities, effects, ...named }: Chosen): ToolChoice {
  const { workspace_id, workspace_name, customer_name, external_user_id, externalUserId } = named
  return {
    reference: {
      ...(workspace_id !== undefined && { workspace_id }),
      ...(workspace_name !== undefined && { workspace_name }),
      ...(customer_name !== undefined && { customer_name }),
      ...(external_user_id !== undefined && { external_user_id }),
      ...(externalUserId !== undefined && { externalUserId }),
    },
    ...(connectors && { connectors }),
    ...(entities && { entities }),
    ...(effects && { effects }),
  }
}

export function toolsetBody({
  mode,
  tools,
  workspaceId,
  tokens,
  operations,
}: ShownToolset): Answer<Operations['listTools']> {
  return {
    mode,
    tools: tools.map(({ tool, annotations }) => ({
      name: tool.name,
      title: tool.title,
      description: tool.description,
      input_schema: { ...tool.inputSchema },
      strict: tool.strict,
      effect: tool.effect,
      annotations,
      act: { ...tool.act },
    })),
    workspace_id: workspaceId,
    tokens,
    operations,
  }
}

export function foundBody({ matches, nothing, nearest }: FoundTools): Answer<Operations['searchTools']> {
  return { matches: matches.map(foundTool), nothing, nearest: nearest.map(foundTool) }
}

type Shown = Answer<Operations['searchTools']>['matches'][number]

function foundTool(found: FoundTools['matches'][number]): Shown {
  const {
    tool,
    connector,
    connectorName,
    connectorType,
    state,
    inputSchema,
    entry: _,
    alsoIn,
    ...rest
  } = found
  return {
    tool,
    // What is not connected is no connector yet.
    connector_id: state === 'not_connected' ? null : connector,
    connector_name: connectorName,
    connector_type: connectorType,
    also_in: [...alsoIn],
    state,
    ...rest,
    input_schema: { ...inputSchema },
  }
}
