import type { CheckedRequest } from './checked-request.ts'
import type { ReceivedRequest } from './received-request.ts'
import type { Match } from './router.ts'

type Read = (match: Match, request: ReceivedRequest) => CheckedRequest

/** Where the content type is ignored, a body of another type is read as the first one that the operation takes. */
export function lenient(read: Read): Read {
  return (match, request) => {
    const checked = read(match, request)
    const unsupported = checked.violations.find(({ code }) => code === 'unsupported')
    const [type] = match.operation.body?.content.keys() ?? []
    if (!unsupported || type === undefined) return checked
    const again = read(match, { ...request, headers: { ...request.headers, 'content-type': type } })
    return { ...again, violations: [unsupported, ...again.violations] }
  }
}
