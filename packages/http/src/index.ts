export type { HttpLimits } from './http-limits.ts'
export { createHttpServer, type HttpOptions, type RequestLine } from './server.ts'
