import { RawConnection } from './raw-connection.ts'

/** A prepared request and where it goes. */
export interface Target {
  readonly port: number
  /** The same each time, or one after another. */
  readonly request: Buffer | (() => Buffer)
}

export interface Measured {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

const CONNECTIONS = 64

export interface RequestParts {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Prepares a request as bytes, once for all the times it is sent. */
export function requestBytes({ method, path, headers, body = '' }: RequestParts): Buffer {
  const lines = Object.entries({
    host: '127.0.0.1',
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
  })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`)
}

/** Timers come up to a millisecond late; until then, whoever asks leaves the machine to those who answer. */
const TIMER_MS = 1.5

/** Lets answers in, and comes back before the next request is due. */
function pause(untilDueMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (untilDueMs > TIMER_MS) setTimeout(resolve, 1)
    else setImmediate(resolve)
  })
}

/** Closed loop: every connection asks again as soon as it is answered. */
export async function saturate({ port, request }: Target, seconds: number): Promise<Measured> {
  const connections = await open(port)
  const next = typeof request === 'function' ? request : () => request
  const latencies: number[] = []
  const from = performance.now()
  const until = from + seconds * 1000
  await Promise.all(
    connections.map(async (connection) => {
      for (let start = performance.now(); start < until; start = performance.now()) {
        await connection.exchange(next())
        latencies.push(performance.now() - start)
      }
    }),
  )
  return finish(connections, latencies, performance.now() - from)
}

/**
 * Open loop: requests come at a rate, whether the ones before are answered or not, and each is timed from
 * when it was due: a server that falls behind cannot hide it.
 */
export async function pace({ port, request }: Target, rate: number, seconds: number): Promise<Measured> {
  const connections = await open(port)
  const next = typeof request === 'function' ? request : () => request
  const idle = [...connections]
  const due: number[] = []
  const latencies: number[] = []
  const from = performance.now()
  let running = 0
  let asked = 0
  const serve = async (connection: RawConnection): Promise<void> => {
    for (let at = due.shift(); at !== undefined; at = due.shift()) {
      await connection.exchange(next())
      latencies.push(performance.now() - at)
    }
    running--
    idle.push(connection)
  }
  const total = Math.floor(rate * seconds)
  const jobs = new Set<Promise<void>>()
  while (asked < total || running > 0) {
    const now = performance.now()
    for (; asked < total && from + (asked * 1000) / rate <= now; asked++)
      due.push(from + (asked * 1000) / rate)
    for (
      let connection = due.length > 0 ? idle.pop() : undefined;
      connection;
      connection = due.length > 0 ? idle.pop() : undefined
    ) {
      running++
      jobs.add(serve(connection))
    }
    await pause(from + (asked * 1000) / rate - performance.now())
  }
  await Promise.all(jobs)
  return finish(connections, latencies, performance.now() - from)
}

function open(port: number): Promise<RawConnection[]> {
  return Promise.all(Array.from({ length: CONNECTIONS }, () => RawConnection.open(port)))
}

function finish(connections: RawConnection[], latencies: number[], elapsedMs: number): Measured {
  for (const connection of connections) connection.close()
  latencies.sort((a, b) => a - b)
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return { requestsPerSecond: latencies.length / (elapsedMs / 1000), p50Ms: at(0.5), p99Ms: at(0.99) }
}
