import { TextDecoder } from 'node:util'
import { SallyportError } from '@sallyport/errors'
import { headerOf, type UpstreamAnswer } from '../send/upstream.ts'
import { type ParsedJson, parseJson } from './parse-json.ts'

export type ParsedBody = ParsedJson

type Answer = Pick<UpstreamAnswer, 'headers' | 'body'>

const MAX_DEPTH = 200

/** `type/subtype` of RFC 9110 section 8.3.1; the lengths keep an error message short. */
const MEDIA_TYPE = /^\s*([\w!#$%&'*+.^`|~-]{1,64}\/[\w!#$%&'*+.^`|~-]{1,64})\s*(?:;|$)/
const JSON_TYPE = /^(?:application|text)\/json$|\+json$/
const CHARSET = /;\s*charset="?([\w-]{1,40})/i

/**
 * Decodes the body of an answer. Without a content type it is tried as JSON; an empty body is `undefined`.
 *
 * @param expected `json`: another content type is a failure. `text`: a string, whatever the content type.
 * @throws SallyportError `upstream_malformed` for broken JSON, JSON nested deeper than 200, and another
 * content type than the expected. It names the content type and quotes nothing.
 */
export function parseBody({ headers, body }: Answer, expected: 'json' | 'text' = 'json'): ParsedBody {
  if (body.length === 0) return { value: undefined, bigIntegers: false }
  const contentType = headerOf(headers, 'content-type')
  if (expected === 'text') return { value: decoderFor(contentType).decode(body), bigIntegers: false }
  if (isJson(contentType)) return parseJson(body, { maxDepth: MAX_DEPTH })
  throw new SallyportError(
    'upstream_malformed',
    `The third party answered with ${mediaType(contentType)} where JSON was expected.`,
  )
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

function mediaType(contentType = ''): string {
  return MEDIA_TYPE.exec(contentType)?.[1]?.toLowerCase() ?? 'an unreadable content type'
}

function decoderFor(contentType = ''): TextDecoder {
  try {
    return new TextDecoder(CHARSET.exec(contentType)?.[1])
  } catch {
    return new TextDecoder()
  }
}
