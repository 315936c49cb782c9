import type { Effect } from '@sallyport/definition'
import type { Tool } from './tool.ts'

/** From what changes nothing to what cannot be taken back. */
const EFFECTS: readonly Effect[] = ['read', 'write', 'external_message', 'money', 'destructive']

/** What several operations do at most. */
export function strongest(effects: Iterable<Effect>): Effect {
  let most = 0
  for (const effect of effects) most = Math.max(most, EFFECTS.indexOf(effect))
  return EFFECTS[most] ?? 'destructive'
}

/** Hints of MCP about a tool (modelcontextprotocol.io/specification, `ToolAnnotations`). */
export interface ToolAnnotations {
  readonly title: string
  readonly readOnlyHint: boolean
  readonly destructiveHint: boolean
  readonly idempotentHint: boolean
  readonly openWorldHint: boolean
}

/**
 * Hints from the effect of a tool. Messages and payments count as destructive: clients ask their user about those, and
 * neither can be taken back.
 */
export function annotationsOf({ title, effect, idempotent = false, act }: Tool): ToolAnnotations {
  const isRead = effect === 'read'
  return {
    title,
    readOnlyHint: isRead,
    destructiveHint: !isRead && effect !== 'write',
    idempotentHint: isRead || idempotent,
    // Finding and describing tools, and asking a kept result, stay within the engine.
    openWorldHint: act.kind === 'operation' || act.kind === 'execute',
  }
}
