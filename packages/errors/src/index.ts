export {
  type Act,
  type ErrorCode,
  type ErrorCodeFacts,
  type ErrorFamily,
  errorCodes,
  isErrorCode,
  type SideEffect,
} from './codes.ts'
export { type ErrorDetails, type Problem, SallyportError, type UpstreamFacts } from './sallyport-error.ts'
export { Secret } from './secret.ts'
