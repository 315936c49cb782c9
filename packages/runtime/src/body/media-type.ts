import { TextDecoder } from 'node:util'
import { SallyportError } from '@sallyport/errors'

/** `type/subtype` of RFC 9110 section 8.3.1; the lengths keep an error message short. */
const MEDIA_TYPE = /^\s*([\w!#$%&'*+.^`|~-]{1,64}\/[\w!#$%&'*+.^`|~-]{1,64})\s*(?:;|$)/
const CHARSET = /;\s*charset="?([\w-]{1,40})/i

/** The media type in lower case, without its parameters. */
export function mediaType(contentType = ''): string {
  return MEDIA_TYPE.exec(contentType)?.[1]?.toLowerCase() ?? 'an unreadable content type'
}

/** Text of an answer, in the character set that its content type names (UTF-8). */
export function textOf(body: Uint8Array, contentType: string | undefined): string {
  return decoderFor(contentType).decode(body)
}

function decoderFor(contentType = ''): TextDecoder {
  try {
    return new TextDecoder(CHARSET.exec(contentType)?.[1])
  } catch {
    return new TextDecoder()
  }
}

/** Something else than what was asked for, such as a page that asks to sign in. */
export function unexpectedType(contentType: string | undefined, expected: string): SallyportError {
  return new SallyportError(
    'upstream_malformed',
    `The third party answered with ${mediaType(contentType)} where ${expected} was expected.`,
  )
}
