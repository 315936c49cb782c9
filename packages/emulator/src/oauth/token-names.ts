import { hash } from 'node:crypto'

/** Tokens that are the same for the same seed and order, 43 characters after their prefix. */
export class TokenNames {
  readonly #seed: string
  readonly #given = new Map<string, number>()

  constructor(seed: string) {
    this.#seed = seed
  }

  next(kind: string, prefix = ''): string {
    const number = (this.#given.get(kind) ?? 0) + 1
    this.#given.set(kind, number)
    return prefix + hash('sha256', `${this.#seed}\n${kind}\n${number}`, 'base64url')
  }
}
