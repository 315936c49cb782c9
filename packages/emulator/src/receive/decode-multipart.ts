import { isUtf8 } from 'node:buffer'
import { type Json, parseJson } from '../json.ts'
import type { Content, Violation } from './checked-request.ts'
import { decodeFields } from './decode-fields.ts'
import { joinedJson } from './field.ts'
import type { FieldSet } from './field-set.ts'
import { essence, isJsonType } from './media-type.ts'
import { objectOf } from './members.ts'
import { type Part, readMultipart } from './multipart.ts'
import type { Pair } from './urlencoded.ts'

export interface DecodedMultipart {
  readonly body: Json
  readonly contents: readonly Content[]
  readonly violations: readonly Violation[]
}

/** RFC 7578: parts that are files become contents, the others members of the body. */
export function decodeFormData(
  bytes: Buffer,
  boundary: string | undefined,
  fields: FieldSet,
): DecodedMultipart {
  const parts = readMultipart(bytes, boundary)
  if (typeof parts === 'string') return unreadable(parts)
  const texts: Pair[] = []
  const members = new Map<string, Json[]>()
  const contents: Content[] = []
  const violations: Violation[] = []
  for (const part of parts) {
    const { name } = part
    if (name === undefined) violations.push(violation(null, 'invalid', 'has a part without a name'))
    if (name === undefined || isFile(part)) contents.push(contentOf(part))
    else if (part.type !== undefined && isJsonType(part.type))
      readJson(part.bytes, name, { members, violations })
    else texts.push({ name, raw: part.bytes.toString('utf8') })
  }
  const decoded = decodeFields(fields, texts)
  return {
    body: { ...decoded.values, ...objectOf(jsonMembers(fields, members)) },
    contents,
    violations: [...violations, ...decoded.violations],
  }
}

/** RFC 2387 as Google uploads it: the first part that is JSON is the body, and the rest are contents. */
export function decodeRelated(bytes: Buffer, boundary: string | undefined): DecodedMultipart {
  const parts = readMultipart(bytes, boundary)
  if (typeof parts === 'string') return unreadable(parts)
  const root = parts.find(({ type }) => type !== undefined && isJsonType(type))
  const contents = parts.filter((part) => part !== root).map(contentOf)
  if (!root)
    return { body: null, contents, violations: [violation(null, 'missing', 'has no part that is JSON')] }
  const body = jsonOf(root.bytes)
  if (body !== undefined) return { body, contents, violations: [] }
  return { body: null, contents, violations: [violation(null, 'unreadable', 'has a part that is no JSON')] }
}

function isFile({ filename, type, bytes }: Part): boolean {
  if (filename !== undefined || !isUtf8(bytes)) return true
  return type !== undefined && !isJsonType(type) && !essence(type).startsWith('text/')
}

function contentOf({ name, filename, type, bytes }: Part): Content {
  // RFC 2046, section 5.1: a part without a type is plain text.
  return {
    name,
    filename,
    type: type ?? (filename === undefined ? 'text/plain' : 'application/octet-stream'),
    bytes,
  }
}

function jsonMembers({ byName }: FieldSet, members: Found['members']): readonly [string, Json][] {
  return [...members].map(([name, values]) => [name, joinedJson(byName.get(name), values)])
}

interface Found {
  readonly members: Map<string, Json[]>
  readonly violations: Violation[]
}

function readJson(bytes: Buffer, name: string, { members, violations }: Found): void {
  const value = jsonOf(bytes)
  if (value === undefined) violations.push(violation(name, 'unreadable', 'is no JSON'))
  else members.set(name, [...(members.get(name) ?? []), value])
}

/** `undefined` for what is no JSON in UTF-8 of at most 100 levels. */
export function jsonOf(bytes: Buffer): Json | undefined {
  if (!isUtf8(bytes)) return undefined
  try {
    // RFC 8259, section 8.1 lets a reader pass over a byte order mark.
    return parseJson(bytes.toString('utf8').replace(/^\uFEFF/, '')) as Json
  } catch {
    return undefined
  }
}

function unreadable(message: string): DecodedMultipart {
  return { body: null, contents: [], violations: [violation(null, 'unreadable', message)] }
}

function violation(field: string | null, code: Violation['code'], message: string): Violation {
  return { in: 'body', field, code, message }
}
