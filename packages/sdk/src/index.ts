export { type ErrorCode, SallyportError } from '@sallyport/errors'
export type {
  Client,
  EntityClient,
  FileMethod,
  ListMethod,
  ListResult,
  OneMethod,
  OneResult,
  UploadMethod,
} from './client.ts'
export { connect } from './connect.ts'
export type { ConfigOf, CredentialsOf, HostedOptions, LocalOptions } from './options.ts'
export type {
  CallOptions,
  CheckReport,
  Download,
  DownloadOptions,
  FileInput,
  Limit,
  ListOptions,
  Page,
  Preview,
  Result,
  UploadOptions,
} from './transport.ts'
export type { WalkBudget, WalkEnd, WalkOptions } from './walk.ts'
