export type { Admission, Governor } from './attempts/admission.ts'
export type { AttemptOptions } from './attempts/attempts.ts'
export { idempotencyOf, type Safety, safetyOf } from './attempts/safety.ts'
export { type AccessToken, AccessTokens, inMemory, type TokenStore } from './authorize/access-tokens.ts'
export { type Authorizer, type AuthorizerOptions, createAuthorizer } from './authorize/authorizer.ts'
export type { Credential, Grant } from './authorize/credential.ts'
export { matchCredential } from './authorize/match-credential.ts'
export { type CheckReport, type CheckStatus, check } from './check.ts'
export { DEFAULT_DEADLINE_MS } from './deadline.ts'
export { type DescribeOptions, type Description, describe, openEntities } from './describe/describe.ts'
export { credentialOrigins } from './destination.ts'
export { type Download, type DownloadOptions, download } from './download.ts'
export { type FileInput, isMediaType } from './file-input.ts'
export type { AllowanceKey, Allowances, Lease, LeaseRequest, Standing } from './governor/allowances.ts'
export type { Limit } from './governor/limit.ts'
export { createMemoryAllowances } from './governor/memory-allowances.ts'
export {
  type Asking,
  type CallGovernor,
  RateGovernor,
  type RateGovernorOptions,
} from './governor/rate-governor.ts'
export { type ExternalAccount, identify, type SendCall } from './identify.ts'
export { type AuthorizationRequest, authorizationUrl, isIssuer } from './oauth/authorization-url.ts'
export { authorizeDevice, type DeviceAuthorization } from './oauth/device-authorization.ts'
export { isWithin, withTokens } from './oauth/granted-credential.ts'
export { newGrant, type OAuthWay, wayOf } from './oauth/new-grant.ts'
export { requestedScopes } from './oauth/requested-scopes.ts'
export { revokeCredential, type TokenReceipt } from './oauth/revoke-credential.ts'
export type { GrantedTokens, NoTokens, TokenAnswer } from './oauth/token-answer.ts'
export { askForToken, type TokenQuestion } from './oauth/token-endpoint.ts'
export type { OAuthApplication, TokenGrant } from './oauth/token-grant.ts'
export type { Page } from './paginate/page.ts'
export { type Preview, preview } from './preview.ts'
export { project } from './project.ts'
export type { Projection, Warning } from './projection.ts'
export { type Proof, prove, settled } from './prove.ts'
export type { NativeMeta } from './records.ts'
export type { ApplicationBreaker, OpenBreaker } from './refresh/application-breaker.ts'
export type { CredentialSource, VersionedCredential } from './refresh/credential-source.ts'
export type { CredentialSpool, UnsavedCredential } from './refresh/credential-spool.ts'
export type {
  Attempt,
  CredentialRecord,
  CredentialState,
  CredentialStore,
  Lease as RefreshLease,
  LeaseIntent,
  Outcome,
} from './refresh/credential-store.ts'
export { CredentialTrial, type TriedCredential } from './refresh/credential-trial.ts'
export { type Freshness, freshness } from './refresh/freshness.ts'
export { createMemoryBreaker } from './refresh/memory-breaker.ts'
export { createMemoryStore, type MemoryStoreOptions } from './refresh/memory-store.ts'
export { grantFor, type OAuthRenewalOptions, oauthRenewal } from './refresh/oauth-renewal.ts'
export { firstRecord, type KeptRecord } from './refresh/record-steps.ts'
export type { Presentation, RefreshSubject, Renewal } from './refresh/refresh-subject.ts'
export { paced, REFRESH_TIMINGS, type RefreshTimings } from './refresh/refresh-timings.ts'
export {
  type KnownCredential,
  Refresher,
  type RefresherOptions,
  type RefreshRequest,
} from './refresh/refresher.ts'
export { type RecordCell, storeOver } from './refresh/store-over.ts'
export { type ConnectorConfig, parseConfig } from './resolve/config.ts'
export { type ByteRange, type FileReference, readRange } from './resolve/file-options.ts'
export { unknownEntity } from './resolve/find-operation.ts'
export { compileLinear } from './resolve/pattern.ts'
export { type ResolveContext, resolve } from './resolve/resolve.ts'
export { type CallRequest, type FieldChoice, nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
export { retryTime } from './retry-time.ts'
export { type RunOptions, run } from './run.ts'
export { createSender, type Sender, type StreamSender } from './send/sender.ts'
export { type Piece, piecesOf } from './upload-session/pieces-of.ts'
export { all, type WalkBudget, type WalkEnd, type WalkedPage, type WalkOptions } from './walk.ts'
