import type { Tool } from '@modelcontextprotocol/server'
import type { Capability } from '@sallyport/contract'
import type { ToolAnswer, ToolCall } from '../host.ts'
import type { Session } from '../session.ts'

/** A tool of the engine: as a model sees it, who may see it, and what it does. */
export interface EngineTool {
  readonly name: string
  readonly title: string
  readonly description: string
  /** JSON Schema of an object. `workspace` is added where a session has to name one. */
  readonly properties: Readonly<Record<string, object>>
  readonly required?: readonly string[]
  readonly annotations: Tool['annotations'] | ((session: Session) => Tool['annotations'])
  /** Left out where the session has not all of these capabilities. */
  readonly needs?: readonly Capability[]
  /** It works in a workspace, which a token of the whole organization has to name. */
  readonly inWorkspace?: true
  run(session: Session, call: ToolCall): Promise<ToolAnswer>
}

/** Reads of the engine itself. */
export const LOOKS = { readOnlyHint: true, idempotentHint: true, openWorldHint: false } as const

const WORKSPACE = { type: 'string', minLength: 1, maxLength: 255, description: 'Name of the workspace.' }

/** As it is listed to a session. */
export function listed(tool: EngineTool, session: Session): Tool {
  const { name, title, description, annotations } = tool
  return {
    name,
    title,
    description,
    inputSchema: schemaOf(tool, session) as unknown as Tool['inputSchema'],
    annotations: typeof annotations === 'function' ? annotations(session) : annotations,
  }
}

export function schemaOf({ properties, required = [], inWorkspace }: EngineTool, { ofWorkspace }: Session) {
  const named = inWorkspace && !ofWorkspace
  return {
    type: 'object',
    properties: { ...properties, ...(named && { workspace: WORKSPACE }) },
    required: [...required, ...(named ? ['workspace'] : [])],
    additionalProperties: false,
  } as const
}

/** What a session would have to be good for as well; `undefined` where it has the tool. */
export function missingFor({ needs = [] }: EngineTool, { capabilities }: Session): Capability | undefined {
  return needs.find((one) => !capabilities.includes(one))
}

export function isOpen(tool: EngineTool, session: Session): boolean {
  return missingFor(tool, session) === undefined
}
