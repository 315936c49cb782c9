import type { CheckedRequest } from '../receive/checked-request.ts'
import { essence } from '../receive/media-type.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { Match } from '../receive/router.ts'

interface Matched {
  readonly match: Match
  readonly request: ReceivedRequest
}

type Read = (match: Match, request: ReceivedRequest) => CheckedRequest

/** What is known of a request before its body is read. */
interface Given {
  readonly query: Readonly<Record<string, string>>
  readonly headers: ReceivedRequest['headers']
}

const FILE = 'application/octet-stream'
const PAIRS = 1000

/** Reads requests. Where the body is a file its type says what the file is, not how to read the body. */
export function createFileReader(
  read: Read,
  isFile: (operation: string, given: () => Given) => boolean,
): (matched: Matched) => CheckedRequest {
  return ({ match, request }) => {
    const { headers, url } = request
    // Most operations never ask: the query is read when one does.
    const given = () => ({ headers, query: queryOf(url) })
    if (!isFile(match.operation.name, given)) return read(match, request)
    const checked = read(match, { ...request, headers: { ...headers, 'content-type': FILE } })
    const type = essence(headers['content-type'] ?? FILE)
    return { ...checked, contents: checked.contents.map((content) => ({ ...content, type })) }
  }
}

function queryOf(url: string): Record<string, string> {
  const mark = url.indexOf('?')
  return mark < 0 ? {} : Object.fromEntries([...new URLSearchParams(url.slice(mark))].slice(0, PAIRS))
}
