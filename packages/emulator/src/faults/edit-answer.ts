import { isUtf8 } from 'node:buffer'
import type { Answer } from '../respond/answer.ts'

type Headers = Readonly<Record<string, string>>

export function withHeaders(answer: Answer, headers: Headers): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

export function withoutHeaders(answer: Answer, isRemoved: (name: string) => boolean): Answer {
  const kept = Object.entries(answer.headers).filter(([name]) => !isRemoved(name.toLowerCase()))
  return { ...answer, headers: Object.fromEntries(kept) }
}

/** The answer with its text rewritten. A body that is made while it is sent, or is no text, stays as it is. */
export function rewritten(answer: Answer, rewrite: (text: string) => string): Answer {
  if (typeof answer.body === 'function' || !isUtf8(answer.body)) return answer
  const body = Buffer.from(rewrite(answer.body.toString('utf8')))
  const bare = withoutHeaders(answer, (name) => name === 'content-length')
  return withHeaders({ ...bare, body }, { 'content-length': String(body.length) })
}

export function contentType({ headers }: Answer): string {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')
  return found?.[1] ?? ''
}
