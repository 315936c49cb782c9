export { createHttpServer, type HttpOptions, type RequestLine } from './server.ts'
