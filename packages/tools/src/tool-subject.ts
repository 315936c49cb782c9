import type { Definition, Operation } from '@sallyport/definition'

/** `needs_reauth`: its user has to connect the account again. `not_connected`: a type that could be connected. */
export type ToolState = 'connected' | 'needs_reauth' | 'not_connected'

/** An operation under its names. */
export interface NamedOperation {
  readonly entity: string
  readonly action: string
  readonly operation: Operation
}

/** A connector as tools see it: what it is, what is set, and what of it is open to the agent. */
export interface ToolSubject {
  /** By which calls name it: the connector's id. Of a type that is not connected, its slug. */
  readonly id: string
  /** What its workspace calls it; tells two connectors of one type apart. */
  readonly name: string
  readonly definition: Definition
  /** Settings of the connector as they were read. What one value supplies need not be given. */
  readonly settings?: Readonly<Record<string, readonly string[]>>
  readonly state: ToolState
  /** Whether the agent may run an operation; without it all. What it may not is shown nowhere. */
  readonly allows?: (named: NamedOperation) => boolean
}

/** Operations of a connector that are open, in the order of its definition. */
export function openOperations({ definition, allows }: ToolSubject): NamedOperation[] {
  return Object.entries(definition.entities).flatMap(([entity, { actions }]) =>
    Object.entries(actions)
      .map(([action, operation]) => ({ entity, action, operation }))
      .filter((named) => allows?.(named) ?? true),
  )
}

/**
 * Parameters of an operation that the connector's settings supply. A setting of several values supplies nothing, since
 * nobody could say which one is meant.
 */
export function filledParams(
  { definition, settings = {} }: Pick<ToolSubject, 'definition' | 'settings'>,
  { params: { properties } }: Operation,
): string[] {
  const filled = Object.entries(definition.config ?? {})
    .filter(([name]) => settings[name]?.length === 1)
    .flatMap(([, { fills = {} }]) => Object.keys(fills))
  return [...new Set(filled)].filter((param) => Object.hasOwn(properties, param)).sort()
}
