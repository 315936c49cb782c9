import { isUtf8 } from 'node:buffer'
import type { Json } from '../json.ts'
import type { BodyType, BodyTypes } from './body-types.ts'
import type { Content, Violation } from './checked-request.ts'
import { decodeFields } from './decode-fields.ts'
import { decodeFormData, decodeRelated, jsonOf } from './decode-multipart.ts'
import { essence, isJsonType, type MediaTypeValue, readMediaType } from './media-type.ts'
import type { ReceivedRequest } from './received-request.ts'
import { readPairs } from './urlencoded.ts'

export interface DecodedBody {
  readonly body: Json
  readonly contents: readonly Content[]
  readonly violations: readonly Violation[]
  /** The described type that the body is to be checked by; `undefined`: there is nothing to check. */
  readonly checkedBy: BodyType | undefined
}

const FORM = 'application/x-www-form-urlencoded'

/**
 * Decodes a body by its content type and the description. `limit` is in bytes. A type that the operation does not
 * take is told, and read all the same. It never throws for a body.
 */
export function decodeBody(types: BodyTypes, request: ReceivedRequest, limit: number): DecodedBody {
  const { body: bytes } = request
  if (bytes === undefined || bytes.length > limit) return refused('too_large', 'is larger than what is read')
  const header = request.headers['content-type']
  const given = header === undefined ? undefined : readMediaType(header)
  if (bytes.length === 0) return emptyBody(types, given)
  // RFC 9110, section 8.3: what has no type may be anything, which is what a range takes.
  const taken = types.find(given?.type ?? '*/*')
  const type = taken ?? types.first
  const departs = departure(types, given, taken)
  const media = given ?? { type: essence(type.name), parameters: new Map() }
  const decoded = decodedAs(bytes, media, type)
  return { ...decoded, violations: [...departs, ...decoded.violations] }
}

function departure(
  { isDescribed }: BodyTypes,
  given: MediaTypeValue | undefined,
  taken: BodyType | undefined,
): readonly Violation[] {
  if (!isDescribed) return [violation('unknown', 'is not described')]
  if (taken) return []
  const what = given ? 'has a content type that is not described' : 'has no content type'
  return [violation('unsupported', what)]
}

/** A form without members has no bytes, and neither has an empty file. Clients send the content type with requests that have no body, too. */
function emptyBody(types: BodyTypes, given: MediaTypeValue | undefined): DecodedBody {
  const type = given && types.find(given.type)
  const isForm = types.isDescribed && essence((type ?? types.first).name) === FORM
  if (given && type?.isBinary) return { ...NOTHING, contents: [fileOf(NO_BYTES, given)] }
  // Who says that it is a form has sent one without members.
  const asForm = isForm && given?.type === FORM
  if (!types.isRequired && !asForm) return NOTHING
  return isForm ? { ...NOTHING, body: {}, checkedBy: type ?? types.first } : refused('missing', 'is required')
}

function decodedAs(bytes: Buffer, media: MediaTypeValue, type: BodyType): DecodedBody {
  const raw = fileOf(bytes, media)
  if (type.isBinary) return { ...NOTHING, contents: [raw] }
  const boundary = media.parameters.get('boundary')
  if (media.type === 'multipart/form-data') {
    return checked(decodeFormData(bytes, boundary, type.fields('multipart')), type)
  }
  if (media.type === 'multipart/related') return checked(decodeRelated(bytes, boundary), type)
  const contents = type.isRange ? [raw] : []
  if (isJsonType(media.type)) return ofJson(bytes, contents, type)
  if (media.type === FORM) return ofForm(bytes, contents, type)
  if (media.type === 'text/plain' && isUtf8(bytes)) {
    return {
      body: bytes.toString('utf8'),
      contents: [raw],
      violations: [],
      checkedBy: type.isRange ? undefined : type,
    }
  }
  return { ...NOTHING, contents: [raw] }
}

const NO_BYTES = Buffer.alloc(0)

function fileOf(bytes: Buffer, { type }: MediaTypeValue): Content {
  return { name: undefined, filename: undefined, type, bytes }
}

function ofJson(bytes: Buffer, contents: readonly Content[], type: BodyType): DecodedBody {
  const body = jsonOf(bytes)
  if (body === undefined) return { ...refused('unreadable', 'is no JSON'), contents }
  return { body, contents, violations: [], checkedBy: type }
}

function ofForm(bytes: Buffer, contents: readonly Content[], type: BodyType): DecodedBody {
  const { pairs, tooMany } = readPairs(bytes.toString('utf8'))
  const { values, violations } = decodeFields(type.fields('urlencoded'), pairs)
  const more = tooMany ? [violation('too_large', 'has more than 1,000 members')] : []
  return { body: values, contents, violations: [...violations, ...more], checkedBy: type }
}

/** What could not be read is not checked for what it lacks. */
function checked(decoded: Omit<DecodedBody, 'checkedBy'>, type: BodyType): DecodedBody {
  return { ...decoded, checkedBy: decoded.body === null && decoded.violations.length > 0 ? undefined : type }
}

const NOTHING: DecodedBody = { body: null, contents: [], violations: [], checkedBy: undefined }

function refused(code: Violation['code'], message: string): DecodedBody {
  return { ...NOTHING, violations: [violation(code, message)] }
}

function violation(code: Violation['code'], message: string): Violation {
  return { in: 'body', field: null, code, message }
}
