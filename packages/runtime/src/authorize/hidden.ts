import type { AuthMechanism } from '@sallyport/definition'
import type { PlannedRequest } from '../plan.ts'

const HIDDEN = '[hidden]'

/** Shows on a request where its credential would be, and not what it is. */
export function hidden(request: PlannedRequest, mechanism: AuthMechanism): PlannedRequest {
  if (mechanism.scheme === 'apiKey' && mechanism.in === 'query') {
    const url = new URL(request.url)
    url.searchParams.set(mechanism.name, HIDDEN)
    return { ...request, url }
  }
  return { ...request, headers: { ...request.headers, ...headersOf(mechanism) } }
}

function headersOf(mechanism: AuthMechanism): Record<string, string> {
  switch (mechanism.scheme) {
    case 'apiKey':
      return mechanism.in === 'cookie'
        ? { cookie: `${mechanism.name}=${HIDDEN}` }
        : { [mechanism.name]: HIDDEN }
    case 'basic':
      return { authorization: `Basic ${HIDDEN}` }
    case 'headers':
      return Object.fromEntries(Object.keys(mechanism.headers).map((name) => [name, HIDDEN]))
    case 'signature':
      return { authorization: `AWS4-HMAC-SHA256 ${HIDDEN}` }
    default:
      return { authorization: `Bearer ${HIDDEN}` }
  }
}
