import { currentDatetime } from './current-datetime.ts'
import { deleteConnector } from './delete-connector.ts'
import type { EngineTool } from './engine-tool.ts'
import { execute } from './execute.ts'
import { getConnectorSetupStatus } from './get-connector-setup-status.ts'
import { inspectConnector } from './inspect-connector.ts'
import { listAvailableConnectors } from './list-available-connectors.ts'
import { listConnectors } from './list-connectors.ts'
import { listWorkspaces } from './list-workspaces.ts'
import { queryResult } from './query-result.ts'
import { readSkillDocs } from './read-skill-docs.ts'
import { searchSkillDocs } from './search-skill-docs.ts'
import { searchTools } from './search-tools.ts'
import { startConnectorSetup } from './start-connector-setup.ts'

/** What every session has, as far as its token allows it. */
export const engineTools: readonly EngineTool[] = [
  currentDatetime,
  listWorkspaces,
  listConnectors,
  inspectConnector,
  searchTools,
  searchSkillDocs,
  readSkillDocs,
  execute,
  queryResult,
  listAvailableConnectors,
  startConnectorSetup,
  getConnectorSetupStatus,
  deleteConnector,
]
