import type { Operation } from '@sallyport/definition'
import { headerOf, type UpstreamAnswer } from '../send/upstream.ts'
import { decodeCsv } from './decode-csv.ts'
import { decodeNdjson } from './decode-ndjson.ts'
import { decodeXml } from './decode-xml.ts'
import { mediaType, textOf, unexpectedType } from './media-type.ts'
import { type ParsedBody, parseBody } from './parse-body.ts'

type Decode = NonNullable<Operation['decode']>

/** Media types that are as good as none: servers send files of any kind under them. */
const ANY = /^(?:application\/octet-stream|binary\/octet-stream|text\/plain)$/

const FITS: Readonly<Record<Exclude<Decode, 'json' | 'text'>, RegExp>> = {
  ndjson: /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json)$/,
  csv: /^(?:application|text)\/(?:x-)?(?:csv|comma-separated-values|vnd\.ms-excel)$/,
  xml: /^(?:application|text)\/xml$|\+xml$/,
}

/**
 * Decodes the body of an answer as its operation states: of `ndjson` and `csv` a list, of `xml` an object by the
 * name of the root, of `text` one `{ text }`.
 *
 * @throws SallyportError `upstream_malformed` for anything else, `upstream_too_large` for more than 100,000 records.
 */
export function decodeBody(
  answer: Pick<UpstreamAnswer, 'headers' | 'body'>,
  decode: Decode = 'json',
): ParsedBody {
  if (decode === 'json') return parseBody(answer)
  const { body } = answer
  const contentType = headerOf(answer.headers, 'content-type')
  if (decode === 'text') return { value: { text: textOf(body, contentType) }, bigIntegers: false }
  const type = contentType === undefined ? undefined : mediaType(contentType)
  if (type !== undefined && !ANY.test(type) && !FITS[decode].test(type)) {
    throw unexpectedType(contentType, decode.toUpperCase())
  }
  if (decode === 'ndjson') return decodeNdjson(body)
  const text = textOf(body, contentType)
  return { value: decode === 'csv' ? decodeCsv(text) : decodeXml(text), bigIntegers: false }
}
