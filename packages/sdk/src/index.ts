export { type ErrorCode, SallyportError } from '@sallyport/errors'
export type {
  Client,
  EntityClient,
  FileMethod,
  ListMethod,
  ListResult,
  OneMethod,
  OneResult,
  UploadMethod,
} from './client.ts'
export { connect } from './connect.ts'
export type {
  ConfigOf,
  ConnectorChoice,
  CredentialsOf,
  EngineOptions,
  HostedOptions,
  LocalOptions,
  SettingOf,
} from './options.ts'
export type {
  AgentTool,
  AgentTools,
  ToolOutcome,
  ToolRunOptions,
  ToolsOptions,
  WorkspaceToolsOptions,
} from './tools/agent-tool.ts'
export type {
  CallOptions,
  CheckReport,
  Download,
  DownloadOptions,
  FileInput,
  Limit,
  ListOptions,
  Page,
  Preview,
  Result,
  UploadOptions,
} from './transport.ts'
export type { WalkBudget, WalkEnd, WalkOptions } from './walk.ts'
export type {
  Connector,
  ConnectorStatus,
  Connectors,
  ListConnectorsOptions,
  NewConnector,
  NewConnectorOf,
} from './workspace/connectors.ts'
export { type Sallyport, sallyport } from './workspace/sallyport.ts'
export type { Workspace } from './workspace/workspace.ts'
