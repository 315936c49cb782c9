import { SallyportError } from '@sallyport/errors'
import { trustIn } from './destination.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/** An address out of an answer, which may be asked. */
export interface GivenAddress {
  readonly url: URL
  /** Whether the credential goes along. */
  readonly credential: boolean
}

/**
 * Reads an address that the third party gave.
 *
 * @param from The address that it was given by, which a relative one continues.
 * @throws SallyportError `upstream_malformed` for what is no address, `destination_refused` where neither the
 * server nor a listed origin is.
 */
export function givenAddress(call: ResolvedCall, text: string, from: URL): GivenAddress {
  const url = URL.parse(text, from.href)
  if (url === null)
    throw new SallyportError('upstream_malformed', `${nameOf(call)}: the address that it was given is none.`)
  const trust = trustIn(call.definition.server, call.config, url)
  if (trust === 'none') throw elsewhere(call, url)
  return { url, credential: trust === 'credential' }
}

function elsewhere(call: ResolvedCall, { host }: URL): SallyportError {
  const { title } = call.definition
  return new SallyportError(
    'destination_refused',
    `${nameOf(call)}: ${title} points to ${host.slice(0, 100)}, which its definition does not list.`,
    { fix: `If ${title} keeps files there, list the origin in its definition.` },
  )
}
