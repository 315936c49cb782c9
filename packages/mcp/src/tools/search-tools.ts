import { answer } from '../tool-answer.ts'
import { type EngineTool, LOOKS } from './engine-tool.ts'
import { existingWorkspace } from './existing-workspace.ts'

const MOST = 10

export const searchTools: EngineTool = {
  name: 'search_tools',
  title: 'Find operations',
  description:
    'Finds operations by what is to be done, with their params, for execute. Also tells what would have to be connected, and when nothing fits.',
  properties: {
    query: { type: 'string', minLength: 1, maxLength: 500, description: 'The task in a few words.' },
    limit: { type: 'integer', minimum: 1, maximum: MOST, description: 'Default: 5.' },
  },
  required: ['query'],
  inWorkspace: true,
  annotations: LOOKS,
  async run(session, asked) {
    const { query, limit } = asked.input as { readonly query: string; readonly limit?: number }
    const body = {
      ...(await existingWorkspace(session, asked)),
      query,
      ...(limit !== undefined && { limit }),
    }
    const { matches, nothing, nearest } = await session.call(
      'searchTools',
      { body },
      { signal: asked.signal },
    )
    const shown = matches.map((one) => ({ ...placeOf(one), params: one.input_schema }))
    return answer(nothing ? { nothing, nearest: nearest.map(placeOf) } : { matches: shown })
  },
}

interface Match {
  readonly connector_id: string | null
  readonly connector_name: string
  readonly state: string
  readonly entity: string
  readonly action: string
  readonly description: string
  readonly effect: string
  readonly also_in: readonly string[]
}

/** How `execute` is told which operation is meant, and what it is. */
function placeOf({
  connector_id,
  connector_name,
  state,
  entity,
  action,
  description,
  effect,
  also_in,
}: Match) {
  return {
    ...(connector_id === null ? { type: connector_name } : { connector: connector_id }),
    ...(state !== 'connected' && { state }),
    entity,
    action,
    about: description,
    effect,
    ...(also_in.length > 0 && { also_in }),
  }
}
