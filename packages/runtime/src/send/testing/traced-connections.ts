import * as childProcess from 'node:child_process'
import * as dgram from 'node:dgram'
import * as dns from 'node:dns'
import * as http from 'node:http'
import * as http2 from 'node:http2'
import * as https from 'node:https'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'

/** One attempt to connect to an address, and whether it came from where it has to. */
export interface Attempt {
  readonly host: string
  readonly port: number
  readonly own: boolean
}

type Module = Record<string, unknown>

const load = createRequire(import.meta.url)

/** What a program could reach the network with, past a connector of its own. Sockets are traced below. */
const WAYS_OUT: readonly (readonly [name: string, module: object, functions: RegExp])[] = [
  ['dns', dns, /^(?:lookup|resolve|reverse)/],
  ['dns/promises', dns.promises, /^(?:lookup|resolve|reverse)/],
  ['dns.Resolver', dns.Resolver.prototype, /^(?:resolve|reverse)/],
  ['dns/promises.Resolver', dns.promises.Resolver.prototype, /^(?:resolve|reverse)/],
  ['http', http, /^(?:request|get)$/],
  ['https', https, /^(?:request|get)$/],
  ['http2', http2, /^connect$/],
  ['dgram', dgram, /^createSocket$/],
  ['child_process', childProcess, /^(?:spawn|exec|fork)/],
  ['globalThis', globalThis, /^(?:fetch|WebSocket|EventSource)$/],
]

/** Replaces every other way out of this process by a function that throws, and tells their names. For a process of its own. */
export function closeOtherWays(): string[] {
  const closed: string[] = []
  for (const [name, namespace, functions] of WAYS_OUT) {
    // A module's namespace cannot be written to; what `require` gives can.
    const target = (
      name.startsWith('dns') || name === 'globalThis' ? namespace : load(`node:${name}`)
    ) as Module
    const owner = (name === 'dns' ? load('node:dns') : target) as Module
    for (const key of Object.getOwnPropertyNames(owner).filter((one) => functions.test(one))) {
      const refuse = () => {
        throw new Error(`${name}.${key} was called`)
      }
      Object.defineProperty(owner, key, { value: refuse, configurable: true, writable: true })
      closed.push(`${name}.${key}`)
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
