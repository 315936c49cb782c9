export { type Alias, type Aliases, CALL_OPTIONS } from './aliases.ts'
export {
  type ApiKeyMechanism,
  type AuthAlternative,
  type AuthField,
  type AuthMechanism,
  apiKey,
  type BearerMechanism,
  bearer,
} from './auth.ts'
export { checkDefinition } from './check-definition.ts'
export type { ConfigField } from './config.ts'
export {
  type Definition,
  defineConnector,
  type Entity,
  entity,
  type FilledBy,
  type Provenance,
  type RecordOf,
} from './definition.ts'
export type { Encoding, Idempotency } from './encoding.ts'
export type { ErrorRule, ErrorRules, InBandFailure, RetryTime, UpstreamFailure } from './errors.ts'
export type { TakesFile } from './files.ts'
export { type GraphqlRequest, mutation, query } from './graphql.ts'
export {
  del,
  type Effect,
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
  type Paged,
  type Paging,
  pagedBy,
  type Unpaged,
  unpaged,
} from './paging.ts'
export { nullable } from './schema.ts'
