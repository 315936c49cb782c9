export type { CallOperation, CallOptions } from './call-operation.ts'
export { CAPABILITIES, type Capability, EXECUTE, spelledOut } from './capability.ts'
export { type ErrorBody, fromErrorBody, toErrorBody } from './error-body.ts'
export { ErrorEnvelope } from './error-envelope.ts'
export { EVENT_TYPES, type EventType } from './event-types.ts'
export { openApi } from './openapi.ts'
export {
  ACTING_TOKEN,
  type Access,
  type Answer,
  type ApiOperation,
  type IncomingFile,
  type Input,
  ORGANIZATION_HEADER,
  type OutgoingFile,
  type TokenKind,
} from './operation.ts'
export { type OperationGroups, type OperationId, type Operations, operations } from './operations.ts'
export { PATH_PREFIXES } from './path-prefixes.ts'
export { routeModule } from './route-table.ts'
export { MAX_NAME } from './schemas.ts'
export { REGION_IDS } from './token-schemas.ts'
