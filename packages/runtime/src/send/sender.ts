import { lookup as systemLookup } from 'node:dns'
import { SallyportError } from '@sallyport/errors'
import { ACCEPTED_CODINGS } from './content-coding.ts'
import { exchange } from './exchange.ts'
import { createConnector, type Lookup } from './guarded-connector.ts'
import { readLoopbackOrigins } from './loopback-origins.ts'
import { openStream, type StreamOptions, type UpstreamStream } from './open-stream.ts'
import { OriginPools } from './origin-pools.ts'
import { createAddressRule } from './public-address.ts'
import { createGate, type Gate } from './quarantine-gate.ts'
import { failure } from './send-failure.ts'
import type { UpstreamAnswer, UpstreamRequest } from './upstream.ts'

export interface SendOptions {
  /** The caller's own end of the call; its reason is what the call then throws. */
  readonly signal?: AbortSignal
  /** Milliseconds for everything: resolving, connecting, redirects, the whole answer, inflating. */
  readonly deadlineMs: number
  /** Bound of the answer's body, as it comes and decompressed. */
  readonly maxBytes: number
  /** Calls of different scopes (a workspace, say) share no connection. */
  readonly scope?: string
  /** Path template of the operation, for errors; the URL itself is never told. */
  readonly path?: string
}

/** The way to third parties. Nothing else of this package opens a connection. */
export interface Sender {
  /**
   * Sends one request and reads the answer, whatever its status, to its end. Redirects are answers too,
   * but for at most three of a GET or HEAD within its own origin.
   *
   * @throws SallyportError `upstream_timeout`, `upstream_unavailable`, `upstream_too_large`,
   * `upstream_malformed`, `destination_refused`, `quarantined` or `shutting_down`; `sideEffect` is `none` when nothing of
   * the request was written and `unknown` otherwise. The signal's reason when the caller gave up;
   * `TypeError` for what is not a request.
   */
  send(request: UpstreamRequest, options: SendOptions): Promise<UpstreamAnswer>
  /** Takes no more calls, waits for those under way, closes the connections. */
  close(): Promise<void>
}

/** A way to third parties that also reads answers as they come. */
export interface StreamSender extends Sender {
  /**
   * Sends one request and gives its answer as soon as it begins. Redirects are treated as by `send`, and so are
   * failures; reading throws the same.
   */
  open(request: UpstreamRequest, options: StreamOptions): Promise<UpstreamStream>
}

export interface SenderOptions {
  /**
   * For demos and tests: origin -> origin on loopback (`http://127.0.0.1:4010`) that the connection really
   * goes to, without TLS. The caller sees the original origin only, and so does the `host` header.
   */
  readonly allowLoopbackOrigins?: ReadonlyMap<string, string>
  /** CIDR blocks that may be reached although they are not public. */
  readonly allowPrivateAddresses?: readonly string[]
  readonly lookup?: Lookup
  /** Connections per origin and scope (256). */
  readonly connections?: number
  /** Calls that may wait for a connection, per origin and scope (10,000). */
  readonly maxWaiting?: number
  /** Pools of connections, one per origin and scope (1,000); the one that rested longest gives way. */
  readonly maxPools?: number
  /** Milliseconds for one connection to stand, TLS included (10,000). */
  readonly connectTimeoutMs?: number
  /** PEM certificates to trust in place of the system's. */
  readonly certificateAuthorities?: readonly string[]
  /**
   * Why nothing may be sent at all. Asked before anything is connected, and again immediately before each request
   * is written; as long as there is a reason, every call fails as `quarantined`.
   */
  readonly quarantine?: () => string | undefined
}

const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Makes the one part of the runtime that touches the network. */
export function createSender(options: SenderOptions = {}): StreamSender {
  const redirected = readLoopbackOrigins(options.allowLoopbackOrigins)
  const gate = createGate(options.quarantine)
  const pools = createPools(options, redirected, gate)
  const maxWaiting = options.maxWaiting ?? 10_000
  let closed = false
  return {
    async send(request, { signal, deadlineMs, maxBytes, scope = '', path = '' }) {
      if (closed) throw new SallyportError('shutting_down', 'The way to third parties is closed.')
      gate()
      checkBounds(deadlineMs, maxBytes)
      checkDestination(request, path, redirected)
      signal?.throwIfAborted()
      const headers = headerList(request.headers)
      return exchange({ request, pools, scope, headers, path, signal, deadlineMs, maxBytes, maxWaiting })
    },
    async open(request, options) {
      if (closed) throw new SallyportError('shutting_down', 'The way to third parties is closed.')
      gate()
      checkBounds(options.deadlineMs, 1)
      checkBounds(options.idleMs, 1)
      checkDestination(request, options.path ?? '', redirected)
      return openStream({ ...options, request, pools, headers: headerList(request.headers), maxWaiting })
    },
    async close() {
      closed = true
      await pools.close()
    },
  }
}

function createPools(
  options: SenderOptions,
  loopbackOrigins: ReadonlyMap<string, URL>,
  gate: Gate,
): OriginPools {
  const { certificateAuthorities } = options
  const connect = createConnector({
    allowed: createAddressRule(options.allowPrivateAddresses),
    loopbackOrigins,
    lookup: options.lookup ?? systemLookup,
    timeoutMs: options.connectTimeoutMs ?? 10_000,
    ...(certificateAuthorities && { certificateAuthorities }),
  })
  return new OriginPools({
    connect,
    gate,
    connections: options.connections ?? 256,
    maxPools: options.maxPools ?? 1_000,
  })
}

function checkBounds(deadlineMs: number, maxBytes: number): void {
  if (!(deadlineMs > 0 && deadlineMs <= LONGEST_TIMER_MS))
    throw new TypeError('deadlineMs must be from 1 to 2^31 - 1')
  if (!(Number.isSafeInteger(maxBytes) && maxBytes > 0))
    throw new TypeError('maxBytes must be a positive integer')
}

function checkDestination(
  request: UpstreamRequest,
  path: string,
  redirected: ReadonlyMap<string, URL>,
): void {
  const { url, method } = request
  const facts = { method, host: url.host, path, written: false, status: undefined }
  if (url.username !== '' || url.password !== '') {
    throw failure('destination_refused', facts, 'has a user or password in its URL')
  }
  if (url.protocol !== 'https:' && !redirected.has(url.origin)) {
    throw failure('destination_refused', facts, 'is not https')
  }
}

function headerList(headers: Readonly<Record<string, string>>): string[] {
  const list: string[] = []
  let codings: string | undefined = ACCEPTED_CODINGS
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    // Behind a shared front another host would be another third party, with this one's credential.
    if (lower === 'host') throw new TypeError('the host header follows from the URL')
    if (lower === 'accept-encoding') codings = undefined
    list.push(name, value)
  }
  if (codings !== undefined) list.push('accept-encoding', codings)
  return list
}
