import type { Variables } from '../behaviour/filled.ts'
import type { Content } from '../receive/checked-request.ts'
import { type Answer, bytesAnswer } from '../respond/answer.ts'

interface Asked {
  readonly variables: Variables
}

/** The bytes of a file, or the range of them that the request names (RFC 9110, section 14). */
export function serveContent(
  { bytes, type }: Content,
  { variables }: Asked,
  problem: (name: string, variables: Variables) => Answer,
): Answer {
  const headers = { 'content-type': type, 'accept-ranges': 'bytes' }
  const { range } = variables.headers as Record<string, string | undefined>
  const wanted = range === undefined ? undefined : parseRange(range, bytes.length)
  if (wanted === undefined) return bytesAnswer(200, bytes, headers)
  if (wanted === 'unsatisfiable') {
    const answer = problem('range_not_satisfiable', {})
    return { ...answer, headers: { ...answer.headers, 'content-range': `bytes */${bytes.length}` } }
  }
  const part = bytes.subarray(wanted.first, wanted.last + 1)
  return bytesAnswer(206, part, {
    ...headers,
    'content-range': `bytes ${wanted.first}-${wanted.last}/${bytes.length}`,
  })
}

interface Range {
  readonly first: number
  readonly last: number
}

/** One range. What is no range, or several, is ignored: RFC 9110, section 14.2, lets a server do that. */
export function parseRange(text: string, length: number): Range | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(text.replaceAll(' ', '')) ?? []
  if (from === '' && to === '') return undefined
  if (from === '')
    return Number(to) === 0 || length === 0
      ? 'unsatisfiable'
      : { first: Math.max(0, length - Number(to)), last: length - 1 }
  if (to !== '' && Number(to) < Number(from)) return undefined
  if (Number(from) >= length) return 'unsatisfiable'
  return { first: Number(from), last: Math.min(to === '' ? length - 1 : Number(to), length - 1) }
}
