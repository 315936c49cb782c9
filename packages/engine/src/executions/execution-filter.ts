import type { Execution } from '../ports.ts'

/** The record of a call, with the name that its connector has now; null where the connector is gone. */
export type ListedExecution = Execution & { readonly connectorName: string | null }

/** Where a list of executions stands: at its last row. */
export type ExecutionPlace = Pick<Execution, 'startedAt' | 'id'>

/** Which executions of a workspace are wanted. */
export interface ExecutionFilter {
  readonly connectorId?: string
  /** Begun then or later. */
  readonly since?: Date
  readonly after?: ExecutionPlace
  readonly limit: number
}
