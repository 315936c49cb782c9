import { SallyportError } from '@sallyport/errors'
import { printable } from './printable.ts'

export const EXIT_CODES = {
  0: 'Done.',
  1: 'It failed otherwise: see the error.',
  2: 'The application may not (401, 403).',
  3: 'There is no such thing (404).',
  4: 'What was asked for is wrong (400, 422), or the command line is.',
} as const

/** A failure as programs read it, on the standard error. */
export interface Failure {
  readonly type: string
  readonly message: string
  /** Of HTTP; null where no engine had a part in it. */
  readonly status_code: number | null
  readonly retryable: boolean
  readonly detail?: object
  readonly hint?: string
}

const TYPES: Readonly<Record<number, string>> = {
  400: 'validation_error',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  422: 'validation_error',
  429: 'rate_limited',
}
const CREDENTIAL_CODES = [
  'configuration_invalid',
  'credential_invalid',
  'credential_refused',
  'credential_mismatch',
  'reauthorization_required',
]
const EXITS: Readonly<Record<number, number>> = { 400: 4, 401: 2, 403: 2, 404: 3, 422: 4 }

/** The exit code that stands for an error. */
export function exitCodeOf(error: unknown): number {
  return SallyportError.isInstance(error) ? (EXITS[error.status] ?? 1) : 1
}

export function failureOf(error: unknown): Failure {
  if (!SallyportError.isInstance(error)) return unforeseen(error)
  const { code, status, retryable, fix, problems, requestId, retryAt, sideEffect, act } = error
  return {
    type: typeOf(error),
    message: error.message,
    status_code: code === 'configuration_invalid' || code === 'engine_unreachable' ? null : status,
    retryable,
    detail: {
      code,
      act,
      side_effect: sideEffect,
      ...(retryAt && { retry_at: retryAt.toISOString() }),
      ...(problems.length > 0 && { problems }),
      ...(requestId !== undefined && { request_id: requestId }),
    },
    ...(fix !== undefined && { hint: fix }),
  }
}

function typeOf({ code, status }: SallyportError): string {
  if (CREDENTIAL_CODES.includes(code)) return 'credential_error'
  return TYPES[status] ?? (status >= 500 ? 'server_error' : 'api_error')
}

/** The same for people. */
export function failureLines(error: unknown): string[] {
  if (!SallyportError.isInstance(error)) return [printable(unforeseen(error).message)]
  const { opening, told } = openingOf(error)
  const problems = told.flatMap(({ message, details }) => [
    `  ${message}`,
    ...(details && 'before' in details
      ? [`    - ${details.before ?? ''}`, `    + ${details.after ?? ''}`]
      : []),
  ])
  const lines = [...opening, ...problems, ...(error.fix === undefined ? [] : [error.fix])]
  const at = error.requestId === undefined ? [] : [`Request ${error.requestId}.`]
  return [...new Set([...lines.flatMap((line) => line.split('\n')), ...at].map(printable))]
}

/**
 * Many messages end with all that is wrong, for those who read nothing else. People read each problem once: in the message
 * where it is the only one, in a line of its own where there are several.
 */
function openingOf({ message, problems, fix }: SallyportError): {
  readonly opening: readonly string[]
  readonly told: SallyportError['problems']
} {
  const all = problems.map((problem) => problem.message).join(' ')
  if (problems.length > 1 && message.endsWith(all)) {
    const opening = message.slice(0, -all.length).trim()
    return { opening: opening === '' ? [] : [opening], told: problems }
  }
  const told = problems.filter(
    (problem) => !message.includes(problem.message) && problem.message !== `${message} ${fix}`,
  )
  return { opening: [message], told }
}

/** A defect of ours, or a file that cannot be written. */
function unforeseen(error: unknown): Failure {
  const message = error instanceof Error ? error.message : 'The command failed.'
  return { type: 'api_error', message, status_code: null, retryable: false }
}
