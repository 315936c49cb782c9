/** Top-level names that lead into private networks (RFC 6761, RFC 6762, RFC 8375), or to nowhere that is to be reached. */
const PRIVATE = new Set([
  'arpa',
  'corp',
  'home',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'onion',
  'private',
])
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const TEMPLATE = /\{(\w+)\}/g
/** What follows the last name in braces: at least a domain and its top, so that nothing leaves them. */
const FIXED_END = /^[a-z0-9-]*(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?){2,}$/i

export interface Address {
  /** What is wrong with it; empty when it is a public https address. */
  readonly problem: string | undefined
  /** Names in braces in the host. */
  readonly names: readonly string[]
}

/**
 * Reads an address of an uploaded definition. Names in braces may stand in the host, before a domain that is spelled
 * out; where `inPath` is said, in the path too.
 */
export function readAddress(url: string, { inPath = false }: { readonly inPath?: boolean } = {}): Address {
  const [, host = '', rest = ''] = /^https:\/\/([^/?#\\]*)(.*)$/.exec(url) ?? []
  const names = [...host.matchAll(TEMPLATE)].map(([, name = '']) => name)
  const path = inPath ? rest.replaceAll(TEMPLATE, 'x') : rest
  return { problem: problemOf({ url, host, path }), names }
}

function problemOf({
  url,
  host,
  path,
}: {
  readonly url: string
  readonly host: string
  readonly path: string
}) {
  if (!url.startsWith('https://')) return 'is no https address'
  if (host.includes('@')) return 'names a user'
  if (/[{}\\?#]/.test(path) || path.includes('//') || climbs(path)) return 'has a path that is not plain'
  const end = host.slice(host.lastIndexOf('}') + 1)
  if (host.includes('{') && !FIXED_END.test(end.replace(/:\d+$/, ''))) {
    return 'lets a setting choose the domain: spell out the domain after the last name in braces'
  }
  const parsed = URL.parse(`https://${host.replaceAll(TEMPLATE, 'x')}${path}`)
  if (parsed === null || parsed.username !== '') return 'is no https address'
  return hostProblem(parsed.hostname)
}

function hostProblem(hostname: string): string | undefined {
  const labels = hostname.split('.')
  const top = labels.at(-1) ?? ''
  if (hostname.startsWith('[') || /^\d+$/.test(top)) return 'is an IP address: give a name'
  if (labels.length < 2 || PRIVATE.has(top)) return 'is in a private network'
  if (labels.every((label) => LABEL.test(label))) return undefined
  return 'has a host that is no name'
}

/** Segments of dots, also those that a server decodes. */
export function climbs(path: string): boolean {
  return path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))
}
