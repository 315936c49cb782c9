export { type ErrorCode, SallyportError } from '@sallyport/errors'
export type { Client, EntityClient, ListMethod, ListResult, OneMethod, OneResult } from './client.ts'
export {
  type ConfigOf,
  type CredentialsOf,
  connect,
  type HostedOptions,
  type LocalOptions,
} from './connect.ts'
export type { CallOptions, ListOptions, Page, Result } from './transport.ts'
