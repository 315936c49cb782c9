export { type Alias, type Aliases, CALL_OPTIONS, callOptionsOf } from './aliases.ts'
export {
  type ApiKeyMechanism,
  type AuthAlternative,
  type AuthField,
  type AuthMechanism,
  apiKey,
  type BasicMechanism,
  type BearerMechanism,
  basic,
  bearer,
  type HeadersMechanism,
  headers,
  type JwtMechanism,
  jwt,
  type OAuth2Mechanism,
  oauth2,
  type RefreshReuse,
  type Revocation,
  type SignatureMechanism,
  signature,
  type TokenAnswerPaths,
} from './auth.ts'
export { isAuthored } from './authored.ts'
export { checkDefinition } from './check-definition.ts'
export type { ConfigField } from './config.ts'
export type { Relation, Searchable, Sync } from './context-store.ts'
export {
  type Definition,
  defineConnector,
  type Entity,
  entity,
  type FilledBy,
  type Provenance,
  type RecordOf,
  type ResultOf,
} from './definition.ts'
export type { Encoding } from './encoding.ts'
export type { ErrorRule, ErrorRules, InBandFailure, RetryTime, UpstreamFailure } from './errors.ts'
export { dropFields, keepFields, valueAt } from './field-paths.ts'
export type { FileFact, GivesFile, SessionEnd, TakesFile } from './files.ts'
export type { Flow } from './flow.ts'
export { type GraphqlRequest, mutation, query } from './graphql.ts'
export type { Idempotency, IdempotencyKey, Verify } from './idempotency.ts'
export type { Identity } from './identity.ts'
export { BOUNDS, FORMATS } from './json/bounds.ts'
export { DefinitionSchema, publishedSchema } from './json/definition-schema.ts'
export {
  type InterpretOptions,
  interpretSchema,
  type JsonSchema,
  type SchemaError,
  TOO_LONG,
} from './json/interpret-schema.ts'
export { type ParsedDefinition, type ParseOptions, parseDefinition } from './json/parse-definition.ts'
export type { DefinitionProblem } from './json/problem.ts'
export type { Bucket, BucketHeaders } from './limits.ts'
export {
  del,
  type Effect,
  type Fixed,
  get,
  type Method,
  type Operation,
  type Params,
  patch,
  pathParams,
  post,
  put,
} from './operation.ts'
export {
  type ConnectionPaging,
  type CursorPaging,
  connection,
  cursor,
  type KeysetPaging,
  keyset,
  type LinkHeaderPaging,
  linkHeader,
  type NextUrlPaging,
  nextUrl,
  type OffsetPaging,
  offset,
  type Paged,
  type PagePaging,
  type Paging,
  pagedBy,
  pageNumber,
  timeWindow,
  type Unpaged,
  unpaged,
  type WindowPaging,
} from './paging.ts'
export { compileNative, type PatternCompiler, type WholeMatcher } from './pattern-compiler.ts'
export { nullable } from './schema.ts'
export type { Origin, Server } from './server.ts'
export type { Utterances } from './utterances.ts'
export type { Wire } from './wire.ts'
export { withUtterances } from './with-utterances.ts'
