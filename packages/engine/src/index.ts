export type { ApplicationBreaker, CredentialState, Download, Outcome, Projection } from '@sallyport/runtime'
export type { Checked } from './connectors/check-connector.ts'
export type { NewConnectorRequest } from './connectors/create-connector.ts'
export type { ApplicationBreakers } from './credentials/application-breakers.ts'
export type {
  AcceptedCredential,
  AttemptName,
  CredentialRow,
  CredentialRows,
  SealedAnswer,
} from './credentials/credential-rows.ts'
export type { Pushed, PushRequest } from './definitions/push-definition.ts'
export { createEngine, type Engine, type EngineOptions } from './engine.ts'
export type { Authenticate } from './execute/authenticate.ts'
export type { Executed, ExecuteRequest } from './execute/execute.ts'
export type { Principal } from './execute/principal.ts'
export { handleOf } from './files/open-file.ts'
export { createOrganization, type NewOrganization } from './organizations/create-organization.ts'
export type {
  Actor,
  AllowanceKey,
  Allowances,
  Application,
  ApplicationStore,
  AuditEvent,
  ChangeFeed,
  Connector,
  ConnectorStore,
  DefinitionStore,
  EntityChoice,
  Event,
  EventStore,
  Execution,
  ExecutionStore,
  FileStore,
  Job,
  JobHandler,
  JobHandlers,
  Jobs,
  JobTask,
  SealedCredential,
  SigningKey,
  SigningKeyStore,
  Storage,
  StoredConnector,
  StoredDefinition,
  StoredFile,
  Webhook,
  WebhookStore,
  Workspace,
  WorkspaceStore,
} from './ports.ts'
export {
  type OrganizationScope,
  scopeOfOrganization,
  scopeOfWorkspace,
  type WorkspaceScope,
} from './scope.ts'
export type { Catalogue, Template } from './templates/catalogue.ts'
export type { EventPage } from './webhooks/list-events.ts'
export type { Sent } from './webhooks/send-event.ts'
export { type EventBody, eventBody } from './webhooks/signed-event.ts'
export type { WithSecret } from './webhooks/webhook-rows.ts'
