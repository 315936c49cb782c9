import type { FaultRule } from './fault.ts'

const MAX_BYTES = 2 ** 30
const MAX_LEVELS = 10_000_000

/**
 * The faults an emulator is going to play. For each request the oldest rule that fits is taken.
 *
 * @example
 * ```ts
 * github.faults.add({ kind: 'too-many-requests', retryAfter: 1, operation: 'GET /user', times: 2 })
 * ```
 */
export class Faults {
  readonly #kinds: ReadonlySet<string>
  readonly #operations: ReadonlySet<string>
  #rules: { readonly rule: FaultRule; left: number }[] = []

  /** Takes the kinds that the vendor's emulator can play, and the operations of its description. */
  constructor(kinds: Iterable<string>, operations: Iterable<string>) {
    this.#kinds = new Set(kinds)
    this.#operations = new Set(operations)
  }

  /** Throws a `TypeError` for a rule that could never be played. */
  add(rule: FaultRule): void {
    const problem = this.#problemOf(rule)
    if (problem) throw new TypeError(problem)
    this.#rules.push({ rule, left: rule.times ?? 1 })
  }

  clear(): void {
    this.#rules = []
  }

  take(request: { readonly operation: string | undefined; readonly path: string }): FaultRule | undefined {
    if (this.#rules.length === 0) return undefined
    const found = this.#rules.find(
      ({ rule }) =>
        (rule.operation ?? request.operation) === request.operation &&
        (rule.path ?? request.path) === request.path,
    )
    if (found && --found.left <= 0) this.#rules = this.#rules.filter((other) => other !== found)
    return found?.rule
  }

  #problemOf(rule: FaultRule): string | undefined {
    if (!this.#kinds.has(rule.kind)) return `There is no fault "${rule.kind}".`
    if (rule.operation !== undefined && !this.#operations.has(rule.operation)) {
      return `The description has no operation "${rule.operation}".`
    }
    if (rule.times !== undefined && !(rule.times >= 1)) return '"times" is at least 1.'
    if (rule.kind === 'large' && !within(rule.bytes, 2, MAX_BYTES))
      return `"bytes" is from 2 to ${MAX_BYTES}.`
    if (rule.kind === 'deep' && !within(rule.levels, 1, MAX_LEVELS))
      return `"levels" is from 1 to ${MAX_LEVELS}.`
    if (rule.kind === 'redirect' && !URL.canParse(rule.to))
      return '"to" is an origin such as http://127.0.0.1:8080.'
    return undefined
  }
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
