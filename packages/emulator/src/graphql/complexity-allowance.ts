import type { Filled, TemplateWorld } from '../behaviour/filled.ts'
import { prepare } from '../behaviour/template.ts'
import type { GraphqlBehaviour } from './type-schemas.ts'

interface Spent {
  used: number
  /** Seconds since 1970. */
  reset: number
}

const MOST = 10_000

/** Counts points per credential for the vendor's headers. It turns nobody away: what is spent starts anew. */
export class ComplexityAllowance {
  readonly #behaviour: GraphqlBehaviour['complexity']
  readonly #headers: readonly (readonly [string, Filled])[]
  readonly #spent = new Map<string, Spent>()
  readonly #world: TemplateWorld

  constructor(behaviour: GraphqlBehaviour['complexity'], world: TemplateWorld) {
    this.#behaviour = behaviour
    this.#world = world
    this.#headers = Object.entries(behaviour?.headers ?? {}).map(
      ([name, text]) => [name, prepare(text)] as const,
    )
  }

  /** Headers of an answer that cost so many points. `now` is in milliseconds since 1970. */
  spend(credential: string, complexity: number, now: number): Record<string, string> {
    if (!this.#behaviour) return {}
    const { limit, seconds } = this.#behaviour
    const spent = this.#spentBy(credential, Math.ceil(now / 1000))
    spent.used = Math.min(limit, spent.used + complexity)
    const { used, reset } = spent
    const values = { complexity, limit, seconds, used, remaining: limit - used, reset }
    if (used >= limit) this.#spent.delete(credential)
    return Object.fromEntries(
      this.#headers.map(([name, header]) => [name, String(header(values, this.#world))]),
    )
  }

  #spentBy(credential: string, now: number): Spent {
    const known = this.#spent.get(credential)
    if (known && now < known.reset) return known
    if (this.#spent.size >= MOST) this.#spent.clear()
    const fresh = { used: 0, reset: now + (this.#behaviour?.seconds ?? 0) }
    this.#spent.set(credential, fresh)
    return fresh
  }
}
