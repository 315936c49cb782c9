import type { Schema } from './schema.ts'

/** What existing clients send, as facts. */
export interface ClientNames {
  /** Id by which they know the type of connector. */
  readonly definition_id: string
  /** The fields of each credential that they may send, those that carry no secret too. */
  readonly credentials: readonly (readonly string[])[]
  /** Setting -> the parameters that they leave out where it is set. */
  readonly config: Readonly<Record<string, readonly string[]>>
  readonly entities: Readonly<Record<string, Readonly<Record<string, ClientParams>>>>
}

export interface ClientParams {
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, Schema>>
}

/** One action as existing clients call it. */
export interface ClientAction {
  readonly entity: string
  readonly action: string
  readonly params: ClientParams
}

export function clientActionsOf({ entities }: ClientNames): ClientAction[] {
  return Object.entries(entities).flatMap(([entity, actions]) =>
    Object.entries(actions).map(([action, params]) => ({ entity, action, params })),
  )
}
