export { type Alias, type Aliases, CALL_OPTIONS } from './aliases.ts'
export {
  type AuthAlternative,
  type AuthField,
  type AuthMechanism,
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
export type { ErrorRule, ErrorRules, RetryTime, UpstreamFailure } from './errors.ts'
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
export { type LinkHeaderPaging, linkHeader, type Paging, type Unpaged, unpaged } from './paging.ts'
export { nullable } from './schema.ts'
