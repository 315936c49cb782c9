export type { ApplicationBreaker, CredentialState, Download, Outcome, Projection } from '@sallyport/runtime'
export type { CollectPage, ShownCollection } from './collection/collect-page.ts'
export type { Collected, NotCollected } from './collection/collect-secret.ts'
export type {
  CollectionEnd,
  CollectionSession,
  CollectionSessionStore,
} from './collection/collection-session.ts'
export type { ConnectPage, Shown } from './connect/connect-page.ts'
export type {
  ConnectSession,
  ConnectSessionStore,
  OAuthApplicationStore,
  RedirectUrlStore,
  StoredOAuthApplication,
} from './connect/connect-ports.ts'
export { MAX_REDIRECT_URLS } from './connect/redirect-url.ts'
export { sessionOfState } from './connect/state.ts'
export type {
  ConnectionTemplate,
  ConnectionTemplateStore,
} from './connection-templates/connection-template.ts'
export { MASK } from './connection-templates/destination-config.ts'
export type { Checked } from './connectors/check-candidate.ts'
export type { ConnectorPage, ConnectorQuery } from './connectors/connector-rows.ts'
export type { Created, NewConnectorRequest } from './connectors/create-connector.ts'
export type { Inspected } from './connectors/inspect-connector.ts'
export type { CredentialPage, OrganizationCredentialStore } from './connectors/organization-credentials.ts'
export type { Replaced } from './connectors/replace-credential.ts'
export type { ConnectorChangeRequest } from './connectors/update-connector.ts'
export type { ApplicationBreakers } from './credentials/application-breakers.ts'
export type {
  AcceptedCredential,
  AttemptName,
  CredentialRow,
  CredentialRows,
  CredentialStanding,
  ExpiryWarning,
  HeardExpiry,
  SealedAnswer,
} from './credentials/credential-rows.ts'
export type { SaveSpool, SpooledSave } from './credentials/save-spool.ts'
export type { Pushed, PushRequest } from './definitions/push-definition.ts'
export { createEngine, type Engine, type EngineOptions } from './engine.ts'
export type { Authenticate } from './execute/authenticate.ts'
export type { Executed, ExecuteRequest } from './execute/execute.ts'
export { narrow } from './execute/narrow.ts'
export type { Principal } from './execute/principal.ts'
export type { ListedExecution } from './executions/execution-filter.ts'
export { handleOf } from './files/open-file.ts'
export type { IdempotencyStore, KeptCall, NewKeptCall } from './idempotency/idempotency-store.ts'
export type { KeyedRequest } from './idempotency/keyed-request.ts'
export type { DeploymentSecrets, StoredValue, StoredWrapping, ValuePage } from './keys/index.ts'
export {
  dropEmptyKeys,
  EMPTY_KEY_MS,
  type KeyFailure,
  type KeyFailures,
  type KeyProgress,
  type KeyRotation,
  type KeyStatus,
  type KeyStorage,
  type KeyWork,
  keyStatus,
  type OrganizationKeyRow,
  organizationIds,
  type RootProgress,
  type RootRotation,
  rotateOrganizationKey,
  rotateRootKey,
  rotateSigningKey,
  type Shredded,
  type SigningRotation,
  shredOrganization,
  VERIFY_MS,
  type Verification,
  type VerifyProgress,
  verifySealedRows,
} from './keys/index.ts'
export type { CallQuotas, CallStanding } from './limits/call-limits.ts'
export type { Quota } from './limits/token-buckets.ts'
export { parseName } from './name.ts'
export type { ApplicationStore, NewApplication } from './organizations/application-store.ts'
export { formatClientId } from './organizations/client-id.ts'
export { createOrganization, type NewOrganization } from './organizations/create-organization.ts'
export {
  addApplication,
  addOrganization,
  endOlderSecret,
  everyOrganization,
  findOrganization,
  type Grant,
  grantOrganization,
  type KeepSecret,
  type OrganizationHost,
  type OrganizationWork,
  type Recorded,
  revokeApplication,
  rotateSecret,
  type SecretRotation,
  ungrantOrganization,
} from './organizations/host/index.ts'
export type { Organization, OrganizationStore } from './organizations/organization-store.ts'
export type {
  Actor,
  AllowanceKey,
  Allowances,
  Application,
  AuditEvent,
  ChangeFeed,
  Connector,
  ConnectorFilter,
  ConnectorStore,
  CreationKey,
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
  MeasuredExecution,
  NewConnector,
  QuotaLimits,
  QuotaStore,
  SealedCredential,
  SigningKey,
  SigningKeyStore,
  Storage,
  StoredConnector,
  StoredDefinition,
  StoredFile,
  UsageRow,
  UsageStore,
  UsageTotals,
  Webhook,
  WebhookStore,
  Workspace,
  WorkspaceQuota,
  WorkspaceStore,
} from './ports.ts'
export type { HeldResults, KeptResult, NewKeptResult, ResultStore } from './results/result-store.ts'
export type { JobReport } from './revocations/find-revocation-job.ts'
export type { HeldGrant, HeldGrantStore } from './revocations/held-grant-store.ts'
export type {
  Revocation,
  RevocationFilter,
  RevocationJob,
  RevocationStore,
} from './revocations/revocation-store.ts'
export {
  type OrganizationScope,
  scopeOfOrganization,
  scopeOfWorkspace,
  type WorkspaceScope,
} from './scope.ts'
export type { Catalogue, Template } from './templates/catalogue.ts'
export type { NewTemplateRequest, SavedTemplate } from './templates/create-template.ts'
export { idOf as offerId, nameOf as offerName, type Offer } from './templates/offer.ts'
export type { Propagated } from './templates/propagate-defaults.ts'
export type { SourceTemplate } from './templates/source-template.ts'
export type {
  Propagation,
  SourceTemplateStore,
  StoredSourceTemplate,
} from './templates/source-template-store.ts'
export type { Tag, Tagged, TagLimits, TagStore } from './templates/tag-store.ts'
export type { UpdatedTemplate } from './templates/update-template.ts'
export type { TagFilter, WidgetBounds } from './tokens/claims.ts'
export { WIDGET_PATH } from './tokens/widget-token.ts'
export type { ToolAnswer, ToolCallRequest } from './tools/call-tool.ts'
export type { ShownToolset } from './tools/list-tools.ts'
export type { FoundTool, FoundTools } from './tools/search-tools.ts'
export type { ToolChoice } from './tools/tool-choice.ts'
export type { UsageReport } from './usage/report-usage.ts'
export { usagePeriod } from './usage/usage-period.ts'
export type { EventPage } from './webhooks/list-events.ts'
export type { Sent } from './webhooks/send-event.ts'
export { type EventBody, eventBody } from './webhooks/signed-event.ts'
export type { WithSecret } from './webhooks/webhook-rows.ts'
export type { Automation, AutomationName, Workflow, WorkflowStore } from './workflows/workflow-store.ts'
