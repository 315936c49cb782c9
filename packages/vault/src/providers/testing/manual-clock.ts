interface Alarm {
  readonly at: number
  readonly ring: () => void
}

/** A clock that goes on only when it is told to, and rings on its way. */
export class ManualClock {
  #ms = 0
  #alarms: Alarm[] = []

  readonly monotonic = (): number => this.#ms

  readonly wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const alarm = { at: this.#ms + ms, ring: resolve }
      this.#alarms.push(alarm)
      signal?.addEventListener('abort', () => {
        this.#alarms = this.#alarms.filter((each) => each !== alarm)
        reject(signal.reason)
      })
    })

  advance(ms: number): void {
    this.#ms += ms
    const due = this.#alarms.filter(({ at }) => at <= this.#ms)
    this.#alarms = this.#alarms.filter(({ at }) => at > this.#ms)
    for (const { ring } of due.sort((one, other) => one.at - other.at)) ring()
  }
}
