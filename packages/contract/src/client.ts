// What a client of the HTTP API needs while it runs. No schema is in it, and no library for schemas.
export { type Capability, EXECUTE } from './capability.ts'
export { clientRoutes } from './client-routes.ts'
export { type ErrorBody, fromErrorBody } from './error-body.ts'
export type { Answer, Input } from './operation.ts'
export type { OperationId, Operations } from './operations.ts'
export { PATH_PREFIXES } from './path-prefixes.ts'
