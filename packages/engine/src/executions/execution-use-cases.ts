import type { Principal } from '../execute/principal.ts'
import { type ListExecutionsInput, type ListExecutionsOptions, listExecutions } from './list-executions.ts'

/** What the engine can tell of single calls. */
export function executionUseCases(options: ListExecutionsOptions) {
  return {
    listExecutions: (principal: Principal, input: ListExecutionsInput) =>
      listExecutions(options, principal, input),
  }
}
