import { isUtf8 } from 'node:buffer'
import type { SallyportError } from '@sallyport/errors'
import { mayHaveBigIntegers } from './big-integers.ts'
import { hasFewOpeners, isDeeper, nestsDeeper } from './json-depth.ts'
import { malformed } from './malformed.ts'

export interface JsonBounds {
  /** How deep arrays and objects may nest; `[]` is one deep. */
  readonly maxDepth: number
}

export interface ParsedJson {
  readonly value: unknown
  /** Whether an integer beyond 2^53 was kept as a string. */
  readonly bigIntegers: boolean
}

const INTEGER = /^-?\d+$/

/** The type library does not know the third argument yet (ECMA-262, "JSON.parse source text access"). */
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown
const parse = JSON.parse as (text: string, reviver?: Reviver) => unknown

/** So many arrays and objects take little memory, however they nest: they may be built before they are looked at. */
const MAX_UNSEEN = 50_000

/**
 * Parses JSON that a third party sent (RFC 8259). An integer that a number cannot hold exactly becomes a
 * string with the same digits; a byte order mark is passed over; `__proto__` is a key like any other.
 *
 * @throws SallyportError `upstream_malformed`, which never quotes the text.
 */
export function parseJson(bytes: Uint8Array, { maxDepth }: JsonBounds): ParsedJson {
  const text = decode(bytes)
  // What was built is gone through many times faster than the text.
  const unseen = hasFewOpeners(text, MAX_UNSEEN)
  if (!unseen && nestsDeeper(bytes, maxDepth)) throw tooDeep(maxDepth)
  const parsed = parseText(text)
  if (parsed === undefined) {
    throw nestsDeeper(bytes, maxDepth) ? tooDeep(maxDepth) : malformed('is not valid JSON')
  }
  if (unseen && isDeeper(parsed.value, maxDepth)) throw tooDeep(maxDepth)
  return parsed
}

/** `undefined` where it cannot be parsed. The parser's error is not kept: it quotes the text. */
function parseText(text: string): ParsedJson | undefined {
  try {
    return mayHaveBigIntegers(text) ? parseBigIntegers(text) : { value: parse(text), bigIntegers: false }
  } catch {
    return undefined
  }
}

function tooDeep(maxDepth: number): SallyportError {
  return malformed(`is nested deeper than ${maxDepth} levels`)
}

/** Several times slower than a plain parse, and right by construction: the parser tells what was a number. */
function parseBigIntegers(text: string): ParsedJson {
  let bigIntegers = false
  const value = parse(text, (_key, part, { source }) => {
    if (typeof part !== 'number' || Number.isSafeInteger(part)) return part
    if (source === undefined || !INTEGER.test(source)) return part
    bigIntegers = true
    return source
  })
  return { value, bigIntegers }
}

function decode(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw malformed('is not UTF-8')
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
  return text.startsWith('\ufeff') ? text.slice(1) : text
}
