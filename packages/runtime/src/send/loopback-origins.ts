import { SallyportError } from '@sallyport/errors'
import { isLoopback } from './public-address.ts'

/**
 * Reads the map of origins that are really on this machine.
 *
 * @throws SallyportError `configuration_invalid` for a target that is not plain HTTP on loopback, and for
 * a key or a target that is more than an origin.
 */
export function readLoopbackOrigins(
  origins: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, URL> {
  return new Map([...origins].map(([from, to]) => [readOrigin(from).origin, readTarget(to)]))
}

function readTarget(text: string): URL {
  const target = readOrigin(text)
  if (target.protocol !== 'http:') throw invalid(text, 'is not plain HTTP')
  const { hostname } = target
  // A name is judged by the addresses it resolves to, when it is connected to.
  if (hostname !== 'localhost' && !isLoopback(withoutBrackets(hostname)))
    throw invalid(text, 'is not on loopback')
  return target
}

function readOrigin(text: string): URL {
  const url = URL.parse(text)
  if (url === null || url.origin === 'null') throw invalid(text, 'is not an origin')
  if (url.href !== `${url.origin}/`) throw invalid(text, 'is more than an origin')
  return url
}

/** `URL` writes IPv6 addresses in brackets; sockets and address parsers do without. */
export function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

function invalid(origin: string, reason: string): SallyportError {
  return new SallyportError('configuration_invalid', `The redirected origin "${origin}" ${reason}.`, {
    fix: 'Redirect origins such as https://api.example.com to http://127.0.0.1:PORT or http://localhost:PORT.',
  })
}
