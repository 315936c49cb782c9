import { type Consumption, ModelStore, type StoreClock } from './model-store.ts'

/**
 * What the provider keeps, by the emulator's clock. The provider itself compares times with the
 * machine's clock and cannot be told otherwise, so each payload is handed to it with its times moved
 * by the distance of the two clocks.
 */
export class TokenStore {
  readonly #clock: StoreClock
  readonly #models = new Map<string, ModelStore>()
  readonly #consumption: Consumption

  constructor(clock: StoreClock, consumption: Consumption) {
    this.#clock = clock
    this.#consumption = consumption
  }

  /** An adapter as oidc-provider takes it. */
  model(name: string): ModelStore {
    const known = this.#models.get(name)
    if (known) return known
    const made = new ModelStore(this.#clock, name === 'RefreshToken' ? this.#consumption : () => 'used')
    this.#models.set(name, made)
    return made
  }
}
