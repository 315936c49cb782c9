import { cursor, type Effect, get, type Operation, pageNumber, post } from '@sallyport/definition'
import type { TProperties } from 'typebox'
import type { Limited } from './limits.ts'

/** What an operation says of itself beside its method. */
type Stated = Omit<Operation, 'method' | 'path' | 'params' | 'effect' | 'bucket' | 'graphql'> & {
  readonly params?: TProperties
  readonly effect?: Effect
}

/** Of Slack's methods the name is path and allowance at once. What is read goes into the query of a GET. */
export function asks<const M extends Limited, const O extends Stated>(method: M, options: O) {
  return get(`/${method}` as `/${M}`, { ...options, bucket: method })
}

/** What is written goes as JSON into a POST: docs.slack.dev/apis/web-api, "POST bodies". */
export function does<const M extends Limited, const O extends Stated>(method: M, options: O) {
  return post(`/${method}` as `/${M}`, { ...options, bucket: method })
}

/**
 * docs.slack.dev/apis/web-api/pagination: a text in the body, which is empty at the end. The pages of the methods ask
 * for fewer than 1000 at once.
 */
export const byCursor = cursor({
  after: 'cursor',
  size: 'limit',
  max: 999,
  next: 'response_metadata.next_cursor',
})

/** Older lists have numbers. */
export const byPage = (max: 100 | 1000) => pageNumber({ after: 'page', size: 'count', max })
