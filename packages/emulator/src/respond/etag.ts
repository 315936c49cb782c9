import { hash } from 'node:crypto'
import type { Behaviour } from '../behaviour/behaviour.ts'
import { type Answer, bytesAnswer } from './answer.ts'

type EtagBehaviour = NonNullable<Behaviour['etag']>

/** The answer with its entity tag: RFC 9110, section 8.8.3. */
export function withEtag(answer: Answer, { weak }: EtagBehaviour): Answer {
  if (answer.status !== 200 || !(answer.body instanceof Buffer) || 'etag' in answer.headers) return answer
  const tag = `"${hash('sha1', answer.body, 'hex')}"`
  return { ...answer, headers: { ...answer.headers, etag: weak ? `W/${tag}` : tag } }
}

/** 304 when the client has it already: RFC 9110, section 13.1.2. */
export function unlessModified(answer: Answer, ifNoneMatch: string | undefined): Answer {
  const { etag } = answer.headers
  if (ifNoneMatch === undefined || etag === undefined || !matches(ifNoneMatch, etag)) return answer
  const { 'content-length': _, 'content-type': __, ...headers } = answer.headers
  return { ...bytesAnswer(304, Buffer.alloc(0), {}), headers }
}

/** Weak comparison: RFC 9110, section 8.8.3.2. */
export function matches(condition: string, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return condition.trim() === '*' || condition.split(',').some((tag) => bare(tag) === bare(etag))
}
