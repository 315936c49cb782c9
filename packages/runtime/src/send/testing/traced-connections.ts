import { createRequire, syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'

/** One attempt to connect to an address, and whether it came from where it has to. */
export interface Attempt {
  readonly host: string
  readonly port: number
  readonly own: boolean
}

// A module's namespace cannot be written to; what `require` gives can.
const load = createRequire(import.meta.url)
const dns: typeof import('node:dns') = load('node:dns')

/** What a program could reach the network with, past a connector of its own. Sockets are traced below. */
const WAYS_OUT: readonly (readonly [name: string, owner: object, functions: RegExp])[] = [
  ['dns', dns, /^(?:lookup|resolve|reverse)/],
  ['dns/promises', dns.promises, /^(?:lookup|resolve|reverse)/],
  ['dns.Resolver', dns.Resolver.prototype, /^(?:resolve|reverse)/],
  ['dns/promises.Resolver', dns.promises.Resolver.prototype, /^(?:resolve|reverse)/],
  ['http', load('node:http'), /^(?:request|get)$/],
  ['https', load('node:https'), /^(?:request|get)$/],
  ['http2', load('node:http2'), /^connect$/],
  ['dgram', load('node:dgram'), /^createSocket$/],
  ['child_process', load('node:child_process'), /^(?:spawn|exec|fork)/],
  ['globalThis', globalThis, /^(?:fetch|WebSocket|EventSource)$/],
]

/**
 * Replaces every other way out of this process by a function that throws, and tells their names. For a process of its own.
 *
 * @param kept Names of those that stay open, such as `globalThis.fetch`.
 */
export function closeOtherWays(kept: readonly string[] = []): string[] {
  const closed: string[] = []
  for (const [module, owner, functions] of WAYS_OUT) {
    for (const key of Object.getOwnPropertyNames(owner).filter((one) => functions.test(one))) {
      const name = `${module}.${key}`
      if (kept.includes(name)) continue
      const value = () => {
        throw new Error(`${name} was called`)
      }
      Object.defineProperty(owner, key, { value, configurable: true, writable: true })
      closed.push(name)
    }
  }
  syncBuiltinESMExports()
  return closed
}

/**
 * Notes every address that this process tries to connect to: `net`, `tls`, `http` and `fetch` all come through here.
 *
 * @param file Name of the one file that may open connections; `own` says whether it stands on the stack.
 */
export function traceConnections(file: string): Attempt[] {
  const attempts: Attempt[] = []
  Error.stackTraceLimit = Number.POSITIVE_INFINITY
  const connect = Socket.prototype.connect as (...given: unknown[]) => Socket
  Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
    const own = new Error().stack?.includes(`/${file}:`) ?? false
    // A name is no attempt yet: it may resolve to nothing that is allowed.
    this.on('connectionAttempt', (host, port) => attempts.push({ host, port, own }))
    const [options] = given.flat() as [{ path?: string }?]
    if (options?.path !== undefined) attempts.push({ host: options.path, port: 0, own })
    return connect.apply(this, given)
  } as Socket['connect']
  return attempts
}
