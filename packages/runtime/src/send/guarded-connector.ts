import type { LookupAddress, LookupAllOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { withoutBrackets } from './loopback-origins.ts'
import { type AddressRule, isLoopback } from './public-address.ts'

/** A resolver of host names: `dns.lookup` of Node.js with `all: true`, or one that behaves like it. */
export type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export interface ConnectorOptions {
  readonly allowed: AddressRule
  /** Origin of the caller's URL to the loopback origin that is really connected to. */
  readonly loopbackOrigins: ReadonlyMap<string, URL>
  readonly lookup: Lookup
  readonly timeoutMs: number
  /** PEM; they take the place of the system's list. */
  readonly certificateAuthorities?: readonly string[]
}

/** Every address of the host was refused. It carries none of them: they tell about the network inside. */
export class DestinationRefused extends Error {
  override readonly name = 'DestinationRefused'
}

/**
 * Opens the connections of the pools. An address is judged after it was resolved and before a packet
 * is sent to it, and again when the connection stands, so that neither an unusual spelling nor a name
 * that resolves differently the second time leads anywhere else.
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const connectOut = guard(options.allowed, options)
  const connectLoopback = guard(isLoopback, options)
  return (target, callback) => {
    const redirect = options.loopbackOrigins.get(`${target.protocol}//${target.host}`)
    if (redirect === undefined) return connectOut(target, callback)
    const { protocol, host, port } = redirect
    connectLoopback({ protocol, host, hostname: withoutBrackets(redirect.hostname), port }, callback)
  }
}

function guard(allowed: AddressRule, options: ConnectorOptions): buildConnector.connector {
  const authorities = options.certificateAuthorities
  const connect = buildConnector({
    allowH2: false,
    // Said here so that NODE_TLS_REJECT_UNAUTHORIZED cannot turn it off.
    rejectUnauthorized: true,
    timeout: options.timeoutMs,
    autoSelectFamily: true,
    lookup: lookupAllowed(options.lookup, allowed),
    ...(authorities && { ca: [...authorities] }),
  })
  return (target, callback) => {
    // Node.js resolves names only: an address in the URL never passes through `lookup`.
    if (isIP(target.hostname) !== 0 && !allowed(target.hostname)) {
      queueMicrotask(() => callback(new DestinationRefused(), null))
      return
    }
    connect(target, (...[error, socket]) => {
      if (error) return callback(error, null)
      const address = socket.remoteAddress
      if (address === undefined || allowed(address)) return callback(null, socket)
      socket.destroy()
      callback(new DestinationRefused(), null)
    })
  }
}

function lookupAllowed(lookup: Lookup, allowed: AddressRule): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const [first, ...rest] = addresses.filter(({ address }) => allowed(address))
      if (first === undefined) return callback(new DestinationRefused(), [])
      if (options.all) return callback(null, [first, ...rest])
      callback(null, first.address, first.family)
    })
  }
}
