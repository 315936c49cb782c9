import { headerOf, type UpstreamAnswer } from '../send/upstream.ts'
import { mediaType, unexpectedType } from './media-type.ts'
import { type ParsedJson, parseJson } from './parse-json.ts'

export type ParsedBody = ParsedJson

type Answer = Pick<UpstreamAnswer, 'headers' | 'body'>

/** How deep an answer may nest. */
export const MAX_DEPTH = 200

const JSON_TYPE = /^(?:application|text)\/json$|\+json$/

/**
 * Parses the body of an answer as JSON. Without a content type it is tried; an empty body is `undefined`.
 *
 * @throws SallyportError `upstream_malformed` for broken JSON, JSON nested deeper than 200, and another
 * content type. It names the content type and quotes nothing.
 */
export function parseBody({ headers, body }: Answer): ParsedBody {
  if (body.length === 0) return { value: undefined, bigIntegers: false }
  const contentType = headerOf(headers, 'content-type')
  if (isJson(contentType)) return parseJson(body, { maxDepth: MAX_DEPTH })
  throw unexpectedType(contentType, 'JSON')
}

/** The value of a JSON body, and `undefined` for anything else: errors come as all sorts of things. */
export function parseBodyLeniently(answer: Answer): unknown {
  try {
    return parseBody(answer).value
  } catch {
    return undefined
  }
}

function isJson(contentType: string | undefined): boolean {
  return contentType === undefined || JSON_TYPE.test(mediaType(contentType))
}
