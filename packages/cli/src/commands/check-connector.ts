import { callOperation } from '../call-operation.ts'
import type { CommandCall, Shown } from '../command-row.ts'
import { table } from '../output/table.ts'

/** As its operation, and it fails where the credential does. */
export async function checkConnector(call: CommandCall): Promise<Shown> {
  const { answer } = await callOperation(call)
  const { status, error_message, entity_check_results } = answer as {
    readonly status: string
    readonly error_message: string | null
    readonly entity_check_results: readonly unknown[]
  }
  const lines = table(entity_check_results, [
    ['ENTITY', 'entity'],
    ['STATUS', 'status'],
    ['MESSAGE', 'error_message'],
  ])
  const said = error_message === null ? `The check ${status}.` : `The check ${status}: ${error_message}`
  return {
    answer,
    lines: [said, ...(entity_check_results.length > 0 ? lines : [])],
    exitCode: status === 'failed' ? 1 : 0,
  }
}
