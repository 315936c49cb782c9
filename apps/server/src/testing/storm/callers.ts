import { setTimeout as sleep } from 'node:timers/promises'
import type { StormEngine } from './engines.ts'

/** How one call ended. `unreachable`: there was no answer, since the engine was down or held still. */
export interface Ended {
  readonly connector: string
  readonly engine: number
  readonly from: number
  readonly to: number
  readonly how: 'data' | 'unreachable' | 'error'
  readonly status?: number
  readonly code?: string
  readonly retryable?: boolean
}

export interface CallersOptions {
  readonly engines: readonly StormEngine[]
  readonly perEngine: number
  readonly connectors: readonly string[]
  readonly bearer: () => string
  /** Milliseconds between two calls of one caller. */
  readonly pauseMs: number
  readonly signal: AbortSignal
}

/** Existing clients give up at 30 s: what answers later than this hangs. */
const PATIENCE_MS = 32_000

/** Calls without end, from many callers at each engine; gives how every call ended. */
export async function callUntilAborted(options: CallersOptions): Promise<Ended[]> {
  const ended: Ended[] = []
  const callers = options.engines.flatMap((engine) =>
    Array.from({ length: options.perEngine }, () => caller(engine, options, ended)),
  )
  await Promise.all(callers)
  return ended
}

async function caller(engine: StormEngine, options: CallersOptions, ended: Ended[]): Promise<void> {
  const { connectors, bearer, pauseMs, signal } = options
  while (!signal.aborted) {
    const { url } = engine
    const connector = connectors[Math.floor(Math.random() * connectors.length)] ?? ''
    if (url !== undefined) ended.push(await call(engine, { url, connector, bearer: bearer() }))
    await sleep(pauseMs * 2 * Math.random())
  }
}

interface Asked {
  readonly url: string
  readonly connector: string
  readonly bearer: string
}

async function call(engine: StormEngine, { url, connector, bearer }: Asked): Promise<Ended> {
  const facts = { connector, engine: engine.number, from: Date.now() }
  try {
    const response = await fetch(`${url}/api/v1/integrations/connectors/${connector}/execute`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: '{"entity":"me","action":"get"}',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const body = (await response.json()) as { code?: string; retryable?: boolean }
    const at = { ...facts, to: Date.now(), status: response.status }
    if (response.ok) return { ...at, how: 'data' }
    return {
      ...at,
      how: 'error',
      ...(body.code !== undefined && { code: body.code }),
      ...(body.retryable !== undefined && { retryable: body.retryable }),
    }
  } catch {
    return { ...facts, to: Date.now(), how: 'unreachable' }
  }
}
