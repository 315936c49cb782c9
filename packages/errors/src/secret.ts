const REDACTED = '[redacted]'

/**
 * One sensitive string. It prints as `[redacted]` wherever it is turned into text; only `reveal`
 * gives the value, so every place that reads it can be found by that word.
 *
 * @example
 * ```ts
 * import { Secret } from '@sallyport/errors'
 *
 * const token = new Secret('ghp_example')
 * console.log(`${token}`, JSON.stringify({ token })) // [redacted] {"token":"[redacted]"}
 * ```
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return REDACTED
  }

  toJSON(): string {
    return REDACTED
  }

  /** Node.js prints objects through this symbol (nodejs.org/api/util.html#utilinspectcustom). */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED
  }
}
