/** Where progress is shown: `process.stderr`. */
export interface ProgressScreen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export interface Progress {
  show(done: number, total: number): void
  /** Leaves the last state standing. */
  end(): void
}

const BAR = 30
const REDRAW_MS = 100
const LINE_MS = 5_000

/** A bar that is drawn again in its place on a terminal; otherwise a line now and then, for logs. */
export function createProgress(screen: ProgressScreen, what: string, monotonic: () => number): Progress {
  const everyMs = screen.isTTY ? REDRAW_MS : LINE_MS
  let last = Number.NEGATIVE_INFINITY
  let text = ''
  const draw = () => void screen.write(screen.isTTY ? `\r\u001b[K${text}` : `${text}\n`)
  return {
    show(done, total) {
      const share = total === 0 ? 1 : Math.min(1, done / total)
      const counted = `${what}: ${done} of ${total} (${Math.floor(share * 100)} %)`
      text = screen.isTTY ? `${barOf(share)} ${counted}`.slice(0, (screen.columns ?? 80) - 1) : counted
      if (monotonic() - last < everyMs) return
      last = monotonic()
      draw()
    },
    end() {
      if (text === '') return
      draw()
      if (screen.isTTY) screen.write('\n')
      text = ''
    },
  }
}

function barOf(share: number): string {
  const full = Math.floor(share * BAR)
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`
}
