import { vaultUnavailable } from '../vault-unavailable.ts'
import type { KmsEdge } from './kms.ts'

/** Far above any answer of a key service, and far below what would hurt. */
const MAX_ANSWER_BYTES = 65_536

export interface KmsRequest {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

export interface KmsAnswer {
  readonly status: number
  /** Whatever JSON it was; `undefined` for anything else. */
  readonly body: unknown
}

/**
 * One exchange with a key service. A redirect is not followed, since a login goes with the request.
 * Rejects when there is no whole answer, when it is too long, and for the statuses of a passing fault.
 */
export async function ask(fetch: KmsEdge['fetch'], url: string, request: KmsRequest): Promise<KmsAnswer> {
  const response = await fetch(url, { ...request, redirect: 'manual' })
  const body = parse(await readBounded(response))
  if (isPassing(response.status)) throw new Error(describe({ status: response.status, body }))
  return { status: response.status, body }
}

/** RFC 9110, 15: a server that has no time or no luck now. 429 is RFC 6585. */
function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw new Error('the answer of the key service is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The value at a path of keys, where there is one. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
}

/** The text at a path; an answer without it is nonsense, which may pass. */
export function textAt(answer: KmsAnswer, ...path: readonly string[]): string {
  const text = at(answer.body, ...path)
  if (typeof text === 'string') return text
  throw new Error(`the answer of the key service has no ${path.join('.')}`)
}

/** For the log: a status and the service's own words, cut short. Answers that succeed are never described. */
export function describe({ status, body }: KmsAnswer): string {
  const words = [at(body, 'error'), at(body, 'errors'), at(body, 'error_description')].filter(
    (each) => each !== undefined,
  )
  return `the key service answered ${status} ${JSON.stringify(words).slice(0, 500)}`
}

/** The final error that a status of refusal stands for. `permission` is what the engine needs there. */
export function refusal(
  answer: KmsAnswer,
  meaning: 'does_not_open' | 'root_key_denied' | 'root_key_refused',
  permission: string,
) {
  const cause = new Error(describe(answer))
  if (meaning !== 'root_key_denied') return vaultUnavailable(meaning, cause)
  return vaultUnavailable(meaning, cause, `Let the engine's login use the key: it needs ${permission}.`)
}
