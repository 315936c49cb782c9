import { hash } from 'node:crypto'

/** What was given out: an access or refresh token, an authorization code, a device code. */
export type IssuedKind = 'access' | 'refresh' | 'code' | 'device'

export interface IssuedToken {
  readonly kind: IssuedKind
  readonly token: string
}

const ISSUED: ReadonlySet<string> = new Set<IssuedKind>(['access', 'refresh', 'code', 'device'])
/** As many as the ledger keeps requests. */
const MAX_ISSUED = 100_000

/** Tokens that are the same for the same seed and order, 43 characters after their prefix. */
export class TokenNames {
  readonly #seed: string
  readonly #given = new Map<string, number>()
  readonly #issued: IssuedToken[] = []

  constructor(seed: string) {
    this.#seed = seed
  }

  next(kind: string, prefix = ''): string {
    const number = (this.#given.get(kind) ?? 0) + 1
    this.#given.set(kind, number)
    const token = prefix + hash('sha256', `${this.#seed}\n${kind}\n${number}`, 'base64url')
    if (isIssued(kind) && this.#issued.push({ kind, token }) > MAX_ISSUED) this.#issued.shift()
    return token
  }

  /** The latest that were given out, in clear, oldest first. */
  issued(): readonly IssuedToken[] {
    return [...this.#issued]
  }
}

function isIssued(kind: string): kind is IssuedKind {
  return ISSUED.has(kind)
}
