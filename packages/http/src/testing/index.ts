export { certificate, privateKey } from './certificate.ts'
export { type Answered, assertErrorAnswer, type ErrorAnswer, type Refusal } from './error-answer.ts'
export { type RawClient, type RawOptions, rawClient } from './raw-client.ts'
