import type { Outcome } from './report.ts'

/** Something to write to that may be a terminal. */
export interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

const WIDTH = 24
const EVERY_MS = 100

/** Counts what becomes of the lines; on a terminal, draws it as a bar over the bytes of the file. */
export class Progress {
  readonly counts = { created: 0, existed: 0, failed: 0, valid: 0, skipped: 0 }
  readonly #screen: Screen
  readonly #now: () => number
  #drawn = 0

  constructor(screen: Screen, now: () => number) {
    this.#screen = screen
    this.#now = now
  }

  add(status: Outcome['status'] | 'skipped', fraction: number): void {
    this.counts[status] += 1
    if (!this.#screen.isTTY || this.#now() - this.#drawn < EVERY_MS) return
    this.#drawn = this.#now()
    const full = Math.round(WIDTH * Math.min(1, fraction))
    const bar = '#'.repeat(full) + '.'.repeat(WIDTH - full)
    this.#screen.write(`\r\u001b[K[${bar}] ${this.summary()}`.slice(0, (this.#screen.columns ?? 80) + 4))
  }

  summary(): string {
    const told = Object.entries(this.counts).filter(([, count]) => count > 0)
    return told.map(([status, count]) => `${count} ${status}`).join(', ') || 'nothing to do'
  }

  end(): void {
    if (this.#screen.isTTY) this.#screen.write('\r\u001b[K')
  }
}
