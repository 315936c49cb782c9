import { type ErrorCode, errorCodes } from '@sallyport/errors'
import type { ApiOperation } from './operation.ts'

/** Of every operation: what is no HTTP of ours, too much of it, and our own trouble. */
const ALWAYS = [400, 429, 500, 503]
const OF_TOKENS = [401, 403]
const OF_BODIES = [413, 415]
/** What a third party answers, as far as it says it by a status. */
const OF_THIRD_PARTIES = [424, 502, 504]

/** The statuses that an operation fails with, beside its successes. Any other is described by `default`. */
export function failureStatuses(row: ApiOperation): number[] {
  const { access, params, query, body, takes, method } = row
  const names = params !== undefined || query !== undefined || body !== undefined
  const statuses = [
    ...ALWAYS,
    ...(access === 'public' ? [401] : OF_TOKENS),
    ...(names ? [404, 422] : []),
    ...(body !== undefined || takes !== undefined ? OF_BODIES : []),
    ...(method === 'GET' ? [] : [409]),
    ...(callsThirdParty(row) ? OF_THIRD_PARTIES : []),
  ]
  return statuses.toSorted((a, b) => a - b)
}

function callsThirdParty({ tag, method }: ApiOperation): boolean {
  return method !== 'GET' && method !== 'DELETE' && (tag === 'Connectors' || tag === 'OAuth')
}

/** The failures that operations refer to: what each status means, by the codes that come with it. */
export function failureResponses(): Record<string, object> {
  const statuses = new Set([...Object.values(errorCodes).map(({ status }) => status), ...ALWAYS])
  return Object.fromEntries(
    [...statuses].toSorted((a, b) => a - b).map((status) => [nameOf(status), response(aboutStatus(status))]),
  )
}

export const DEFAULT_FAILURE = response('Every failure has the same shape; `code` tells what happened.')

export function referenceTo(status: number) {
  return { $ref: `#/components/responses/${nameOf(status)}` }
}

function nameOf(status: number): string {
  return `Error${status}`
}

function aboutStatus(status: number): string {
  const codes = (Object.keys(errorCodes) as ErrorCode[]).filter((code) => errorCodes[code].status === status)
  return codes.map((code) => `\`${code}\`: ${errorCodes[code].about}`).join('\n\n')
}

function response(description: string) {
  return {
    description,
    headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } },
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  }
}
