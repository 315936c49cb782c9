import type { CommandRow } from './command-row.ts'
import { connectorRows } from './commands/connectors.ts'
import { executionRows } from './commands/executions.ts'
import { loginRows } from './commands/login.ts'
import { programRows } from './commands/program.ts'
import { resultRows } from './commands/results.ts'
import { workspaceRows } from './commands/workspaces.ts'

/** Every command that works from anywhere, over the API of an engine. */
export const commandTable: readonly CommandRow[] = [
  ...loginRows,
  ...workspaceRows,
  ...connectorRows,
  ...executionRows,
  ...resultRows,
  ...programRows,
]
