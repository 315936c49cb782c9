import type { Wait } from './chunk.ts'

export interface AlarmOptions {
  readonly now: () => number
  readonly wait: Wait
  readonly ring: () => void
}

/** Rings at the time that was set last. */
export class Alarm {
  readonly #options: AlarmOptions
  #set: { readonly at: number; readonly controller: AbortController } | undefined

  constructor(options: AlarmOptions) {
    this.#options = options
  }

  set(at: number): void {
    if (this.#set?.at === at) return
    this.clear()
    const { now, wait, ring } = this.#options
    const controller = new AbortController()
    this.#set = { at, controller }
    const rung = () => {
      this.#set = undefined
      ring()
    }
    wait(Math.min(Math.max(0, at - now()), LONGEST_TIMER_MS), controller.signal).then(rung, () => {})
  }

  clear(): void {
    this.#set?.controller.abort()
    this.#set = undefined
  }
}

const LONGEST_TIMER_MS = 2 ** 31 - 1
