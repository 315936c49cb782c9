import { credentialHash } from '../credentials/credential-hash.ts'
import type { FaultRule } from './fault.ts'
import type { FaultHandle, ListedFault } from './listed-fault.ts'
import { type FaultRequest, isForTokens, PlannedFault } from './planned-fault.ts'
import { Refusing } from './refusing.ts'
import { ruleProblem } from './rule-problem.ts'

export interface FaultsOptions {
  /** Names of the operations that there are; without them a rule may name any. */
  readonly operations?: Iterable<string>
  /** Paths of the token endpoint: where `token-...` faults are played unless their rule says otherwise. Anywhere by default. */
  readonly tokenPaths?: Iterable<string>
  /** The same seed and the same requests make the same faults of a `probability`. */
  readonly seed?: string
}

const MOST_RULES = 1000

/**
 * The faults an emulator is going to play. For each request the oldest rule that is due is taken; one that
 * is left to chance and misses leaves the request to the rules after it.
 *
 * @example
 * ```ts
 * const faults = new Faults({ seed: 'a' })
 * faults.add({ kind: 'too-many-requests', retryAfter: 1, method: 'POST', times: 2 })
 * faults.add({ kind: 'latency', p50: 20, p99: 300, times: 'always' })
 * ```
 */
export class Faults {
  readonly #operations: ReadonlySet<string> | undefined
  readonly #tokenPaths: ReadonlySet<string> | undefined
  readonly #seed: string
  readonly #refusing = new Refusing()
  #planned: PlannedFault[] = []
  #finished: PlannedFault[] = []
  #added = 0

  constructor({ operations, tokenPaths, seed = '' }: FaultsOptions = {}) {
    this.#operations = operations && new Set(operations)
    this.#tokenPaths = tokenPaths && new Set(tokenPaths)
    this.#seed = seed
  }

  /** Whether a `connection-refused` is being played. */
  get refusing(): boolean {
    return this.#refusing.now
  }

  /** Calls back whenever `refusing` has changed. Returns what ends that. */
  onChange(listener: (refusing: boolean) => void): () => void {
    return this.#refusing.onChange(listener)
  }

  /** Throws a `TypeError` for a rule that could never be played. */
  add(rule: FaultRule): FaultHandle {
    const problem = this.#problemOf(rule)
    if (problem) throw new TypeError(problem)
    const id = String(++this.#added)
    const planned = new PlannedFault(id, withoutToken(rule), {
      tokenPaths: this.#tokenPaths,
      seed: `${this.#seed}/${id}`,
    })
    this.#planned.push(planned)
    if (rule.kind === 'connection-refused') this.#refuse(planned, rule.ms)
    const remove = () => this.#remove(planned)
    return {
      id,
      remove,
      get played() {
        return planned.played
      },
    }
  }

  /** Takes a rule back. False when there is none of that id. */
  remove(id: string): boolean {
    const found = [...this.#planned, ...this.#finished].find((planned) => planned.id === id)
    if (found) this.#remove(found)
    return found !== undefined
  }

  /** Takes all rules back. */
  clear(): void {
    for (const planned of this.#planned) planned.stop()
    this.#planned = []
    this.#finished = []
    this.#tell()
  }

  /** All rules since they were last cleared, the oldest first; of the ones that are done the last 1000. */
  list(): readonly ListedFault[] {
    return [...this.#finished, ...this.#planned]
      .sort((left, right) => Number(left.id) - Number(right.id))
      .map(({ id, rule, matched, played, done }) => ({ id, rule, matched, played, done }))
  }

  /** The rule to play at this request, if one is due. Each rule that fits counts the request. */
  take(request: FaultRequest): FaultRule | undefined {
    if (this.#planned.length === 0) return undefined
    let taken: PlannedFault | undefined
    for (const planned of this.#planned) {
      if (planned.meets(request)) taken ??= planned
    }
    if (!taken) return undefined
    taken.play()
    if (taken.done) this.#finish(taken)
    return taken.rule
  }

  #problemOf(rule: FaultRule): string | undefined {
    if (this.#planned.length >= MOST_RULES) return `There are ${MOST_RULES} rules already.`
    const problem = ruleProblem(rule)
    if (problem) return problem
    if (isForTokens(rule) && this.#tokenPaths?.size === 0) return 'There is no token endpoint.'
    const known = rule.operation === undefined || !this.#operations || this.#operations.has(rule.operation)
    return known ? undefined : `The description has no operation "${rule.operation?.slice(0, 200)}".`
  }

  #refuse(planned: PlannedFault, ms: number | undefined): void {
    planned.play()
    if (ms !== undefined) planned.stopAfter(ms, () => this.#finish(planned))
    this.#tell()
  }

  #finish(planned: PlannedFault): void {
    this.#planned = this.#planned.filter((other) => other !== planned)
    this.#finished = [...this.#finished.slice(1 - MOST_RULES), planned]
    this.#tell()
  }

  #remove(planned: PlannedFault): void {
    planned.stop()
    this.#planned = this.#planned.filter((other) => other !== planned)
    this.#finished = this.#finished.filter((other) => other !== planned)
    this.#tell()
  }

  #tell(): void {
    this.#refusing.set(this.#planned.some(({ rule }) => rule.kind === 'connection-refused'))
  }
}

/** Rules are listed to whoever asks: they hold no secret. */
function withoutToken(rule: FaultRule): FaultRule {
  const { token, ...rest } = structuredClone(rule)
  return (token === undefined ? rest : { ...rest, credential: credentialHash(token) }) as FaultRule
}
