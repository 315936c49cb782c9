import type { OAuthClient } from './settings.ts'

/**
 * Stands for "no scope": the provider gives nothing when nothing is asked for, while RFC 6749, section 3.3,
 * leaves it to the server. It never shows outside.
 */
export const NO_SCOPE = 'no-scope-was-asked-for'

// With open scopes each new one is remembered.
const CAPACITY = 1000

/** Which scopes there are, and which a client may ask for. */
export class ScopeRules {
  readonly #allowed: ReadonlySet<string> | undefined
  readonly #byClient: ReadonlyMap<string, ReadonlySet<string>>
  readonly #known = new Set<string>([NO_SCOPE])
  #text: string | undefined

  constructor(scopes: readonly string[] | undefined, clients: readonly OAuthClient[]) {
    this.#allowed = scopes && new Set(scopes)
    this.#byClient = new Map(
      clients.flatMap((client) => (client.scopes ? [[client.clientId, new Set(client.scopes)]] : [])),
    )
    for (const scope of [...(scopes ?? []), ...clients.flatMap((client) => client.scopes ?? [])])
      this.#known.add(scope)
  }

  /** The first scope that the client may not have. */
  refused(scopes: readonly string[], clientId: string): string | undefined {
    const allowed = this.#byClient.get(clientId) ?? this.#allowed
    return allowed && scopes.find((scope) => scope !== NO_SCOPE && !allowed.has(scope))
  }

  learn(scopes: readonly string[]): void {
    for (const scope of scopes) {
      if (this.#known.has(scope) || this.#known.size >= CAPACITY) continue
      this.#known.add(scope)
      this.#text = undefined
    }
  }

  /** All that are known, separated by spaces. */
  known(): string {
    this.#text ??= [...this.#known].join(' ')
    return this.#text
  }
}

/** Scopes as they are shown outside. */
export function scopesOf(text: unknown): readonly string[] {
  return typeof text === 'string' ? text.split(' ').filter((scope) => scope !== '' && scope !== NO_SCOPE) : []
}
