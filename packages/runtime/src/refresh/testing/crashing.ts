import type { CredentialStore, Lease } from '../credential-store.ts'
import type { Presentation, Renewal } from '../refresh-subject.ts'

/** The steps of a refresh between which a process may die. */
export const STEPS = ['read', 'prepare', 'lease', 'markSent', 'send', 'save', 'settle'] as const
export type Step = (typeof STEPS)[number]

/** Dies before or after the given occurrence of a step: nothing of it goes on, and nobody is told. */
export interface Crash {
  readonly step: Step
  readonly when: 'before' | 'after'
  /** Counted from 1. */
  readonly occurrence: number
}

const forever = <T>() => new Promise<T>(() => {})

/** What a process does that may die: the steps it takes go through here. */
export class Mortal {
  readonly #crash: Crash | undefined
  readonly #taken = new Map<Step, number>()
  dead = false

  constructor(crash: Crash | undefined) {
    this.#crash = crash
  }

  store(store: CredentialStore): CredentialStore {
    return {
      ...store,
      read: () => this.#take('read', () => store.read()),
      lease: async (intent) => {
        const lease = await this.#take('lease', () => store.lease(intent))
        return lease && this.#lease(lease)
      },
      settled: (settlement, options) => this.#alive(() => store.settled(settlement, options)),
    }
  }

  renewal(renewal: Renewal): Renewal {
    return {
      ...renewal,
      prepare: async (credential) => {
        const prepared = await this.#take('prepare', () => renewal.prepare(credential))
        const send: Presentation['send'] = (ms) => this.#take('send', () => prepared.send(ms))
        return { ...prepared, send }
      },
    }
  }

  #lease(lease: Lease): Lease {
    return {
      ...lease,
      markSent: (ms) => this.#take('markSent', () => lease.markSent(ms)),
      renew: (ms) => this.#alive(() => lease.renew(ms)),
      save: (credential) => this.#take('save', () => lease.save(credential)),
      settle: (outcome) => this.#take('settle', () => lease.settle(outcome)),
    }
  }

  async #take<T>(step: Step, act: () => Promise<T>): Promise<T> {
    const occurrence = (this.#taken.get(step) ?? 0) + 1
    this.#taken.set(step, occurrence)
    const here = this.#crash?.step === step && this.#crash.occurrence === occurrence
    if (here && this.#crash.when === 'before') this.dead = true
    const value = await this.#alive(act)
    if (here) this.dead = true
    return this.#alive(async () => value)
  }

  #alive<T>(act: () => Promise<T>): Promise<T> {
    return this.dead ? forever() : act()
  }
}
