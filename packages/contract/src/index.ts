export { CAPABILITIES, type Capability, EXECUTE, spelledOut } from './capability.ts'
export { type ErrorBody, ErrorEnvelope, fromErrorBody, toErrorBody } from './error-envelope.ts'
export { EVENT_TYPES, type EventType } from './event-types.ts'
export { openApi } from './openapi.ts'
export {
  type Access,
  type Answer,
  type ApiOperation,
  type IncomingFile,
  type Input,
  ORGANIZATION_HEADER,
  type OutgoingFile,
  type TokenKind,
} from './operation.ts'
export { type OperationId, type Operations, operations, PATH_PREFIXES } from './operations.ts'
export { MAX_NAME } from './schemas.ts'
export { REGION_IDS } from './token-schemas.ts'
