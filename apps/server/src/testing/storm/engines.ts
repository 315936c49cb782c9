import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RefreshTimings } from '@sallyport/runtime'
import type { ApplicationFile } from '../../application-file.ts'

/** What one engine is told. */
export interface EngineOrders {
  readonly environment: Readonly<Record<string, string>>
  readonly timings: Partial<RefreshTimings>
  /** How long what was granted is held for a connector that is being made. */
  readonly holdMs?: number
}

/** From when to when an engine could do nothing: killed and started again, or stopped. */
export interface Outage {
  readonly engine: number
  readonly kind: 'killed' | 'stopped'
  readonly from: number
  to: number | undefined
}

/** An engine that is killed, stopped and started again. */
export class StormEngine {
  readonly number: number
  readonly #orders: EngineOrders
  readonly #log: string
  #child: ChildProcess | undefined
  #url: string | undefined
  application: ApplicationFile | undefined
  /** Ends that nobody asked for. */
  readonly deaths: string[] = []

  constructor(number: number, orders: EngineOrders, folder: string) {
    this.number = number
    this.#orders = orders
    this.#log = join(folder, `engine-${number}.log`)
  }

  /** Where it listens; nowhere while it is down. */
  get url(): string | undefined {
    return this.#url
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  async start(): Promise<void> {
    const program = join(import.meta.dirname, 'engine-process.ts')
    const child = fork(program, [JSON.stringify(this.#orders)], { silent: true })
    this.#child = child
    child.once('exit', (code, signal) => {
      // One that nobody ended has failed, which is a finding.
      if (this.#child !== child || this.#url === undefined) return
      this.#child = undefined
      this.#url = undefined
      this.deaths.push(`engine ${this.number} ended by itself (${signal ?? code}): ${this.#said()}`)
    })
    const log = createWriteStream(this.#log, { flags: 'a' })
    child.stdout?.pipe(log, { end: false })
    child.stderr?.pipe(log, { end: false })
    const told = await Promise.race([
      once(child, 'message').then(([message]) => message),
      once(child, 'exit').then(() => undefined),
    ])
    if (told === undefined) throw new Error(`engine ${this.number} does not start: see ${this.#log}`)
    this.#url = told.url
    this.application ??= told.application
  }

  #said(): string {
    return readFileSync(this.#log, 'utf8').slice(-4_000)
  }

  async kill(): Promise<Outage> {
    const outage: Outage = { engine: this.number, kind: 'killed', from: Date.now(), to: undefined }
    await this.end('SIGKILL')
    return outage
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#url = undefined
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }

  /** Holds it still, in the middle of whatever it does. */
  pause(): Outage {
    this.#child?.kill('SIGSTOP')
    return { engine: this.number, kind: 'stopped', from: Date.now(), to: undefined }
  }

  resume(): void {
    this.#child?.kill('SIGCONT')
  }
}
