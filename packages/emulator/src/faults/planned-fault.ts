import { seededRandom } from '../generate/random.ts'
import type { FaultRule } from './fault.ts'

/** What a rule can ask about a request. */
export interface FaultRequest {
  readonly operation: string | undefined
  readonly method: string
  /** Without its query. */
  readonly path: string
  /** SHA-256 in hex of the credential, `null` when there was none. */
  readonly credential: string | null
  /** SHA-256 in hex of all secrets that were presented, by their names. */
  readonly presented?: Readonly<Record<string, string>>
}

interface Surroundings {
  readonly tokenPaths: ReadonlySet<string> | undefined
  /** Of this rule alone, so that another rule does not change what chance makes of this one. */
  readonly seed: string
}

/** A rule, and how far it has been played. */
export class PlannedFault {
  readonly id: string
  readonly rule: FaultRule
  matched = 0
  played = 0
  /** Whether it will be played no more. */
  done = false
  readonly #paths: ReadonlySet<string> | undefined
  readonly #random: () => number
  readonly #times: number
  #timer: NodeJS.Timeout | undefined

  constructor(id: string, rule: FaultRule, { tokenPaths, seed }: Surroundings) {
    this.id = id
    this.rule = rule
    this.#random = seededRandom(seed)
    const { times = rule.every || rule.probability ? 'always' : 1 } = rule
    // A refusal of connections lasts: what ends it is time, or whoever takes it back.
    this.#times = times === 'always' || rule.kind === 'connection-refused' ? Number.POSITIVE_INFINITY : times
    this.#paths = isForTokens(rule) ? tokenPaths : undefined
  }

  play(): void {
    this.played += 1
    if (this.played >= this.#times) this.done = true
  }

  /** Counts the request when it fits. True when the fault is due at it. */
  meets(request: FaultRequest): boolean {
    if (!this.#fits(request)) return false
    this.matched += 1
    const { nth, every, probability } = this.rule
    if (nth !== undefined) return this.matched === nth
    if (every !== undefined) return this.matched % every === 0
    return probability === undefined || this.#random() < probability
  }

  stopAfter(ms: number, stopped: () => void): void {
    this.#timer = setTimeout(() => {
      this.done = true
      stopped()
    }, ms)
    this.#timer.unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #fits(request: FaultRequest): boolean {
    const { kind, operation, method, path, credential } = this.rule
    return (
      kind !== 'connection-refused' &&
      (operation === undefined || operation === request.operation) &&
      (method === undefined || method === request.method) &&
      (path === undefined || path === request.path) &&
      (this.#paths === undefined || this.#paths.has(request.path)) &&
      (credential === undefined || presents(request, credential))
    )
  }
}

/** Whether a rule is played at the token endpoint, for want of another place. */
export function isForTokens({ kind, operation, path }: FaultRule): boolean {
  return kind.startsWith('token-') && operation === undefined && path === undefined
}

function presents({ credential, presented }: FaultRequest, secret: string): boolean {
  return credential === secret || (presented !== undefined && Object.values(presented).includes(secret))
}
