import type { Field, Kind } from './field.ts'
import type { RawValue } from './raw-value.ts'

/** How a text is cut; `decode` turns a part of it into what was meant. */
export type Decode = (raw: string) => string

/**
 * What the text of a field can mean, the likeliest first: OpenAPI 3.1.0, "Style Examples". `deepObject` is not
 * text of one field, and neither is an object in the style `form` with `explode`.
 */
export function readings(field: Field, raw: string, decode: Decode): readonly RawValue[] {
  const structured = [...field.kinds].filter((kind) => kind !== 'text')
  const readable = structured
    .map((kind) => reading(field, kind, { raw, decode }))
    .filter((found) => found !== undefined)
  if (field.kinds.size > 0 && !field.kinds.has('text') && readable.length > 0) return readable
  const text = decode(unmarked(field, raw))
  return parts(field, raw).length > 1 ? [...readable, text] : [text, ...readable]
}

interface Text {
  readonly raw: string
  readonly decode: Decode
}

function reading(field: Field, kind: Kind, { raw, decode }: Text): RawValue | undefined {
  if (field.style === 'deepObject') return undefined
  const found = parts(field, raw)
  if (kind === 'array')
    return found.map((part) => decode(field.style === 'matrix' ? withoutName(field, part) : part))
  if (!field.explode) return alternating(found, decode)
  return field.style === 'form' ? undefined : assigned(found, decode)
}

/** `R,100,G,200`. */
function alternating(parts: readonly string[], decode: Decode): RawValue | undefined {
  if (parts.length % 2 === 1) return undefined
  const names = parts.filter((_, index) => index % 2 === 0)
  return new Map(names.map((name, index) => [decode(name), decode(parts[2 * index + 1] ?? '')]))
}

/** `R=100,G=200`. */
function assigned(parts: readonly string[], decode: Decode): RawValue | undefined {
  const pairs = parts.map((part) => part.split('='))
  if (pairs.some(({ length }) => length !== 2)) return undefined
  return new Map(pairs.map(([name = '', value = '']) => [decode(name), decode(value)]))
}

function parts(field: Field, raw: string): readonly string[] {
  const { style, explode } = field
  if (style === 'label') {
    const text = raw.startsWith('.') ? raw.slice(1) : raw
    // The table of OpenAPI 3.1.0 has dots either way, RFC 6570 section 3.2.5 has commas.
    return text.split(!explode && text.includes(',') ? ',' : '.')
  }
  if (style === 'matrix') {
    return explode ? raw.replace(/^;/, '').split(';') : withoutName(field, raw.replace(/^;/, '')).split(',')
  }
  if (style === 'form' && explode) return [raw]
  return raw.split(DELIMITERS[style] ?? ',')
}

const DELIMITERS: Readonly<Record<string, RegExp>> = { spaceDelimited: /%20|\+| /, pipeDelimited: /%7C|\|/i }

function unmarked(field: Field, raw: string): string {
  if (field.style === 'label') return raw.replace(/^\./, '')
  return field.style === 'matrix' ? withoutName(field, raw.replace(/^;/, '')) : raw
}

/** RFC 6570, section 3.2.7: `;color=blue`, and `;color` for empty text. */
function withoutName({ name }: Field, text: string): string {
  if (text === name) return ''
  return text.startsWith(`${name}=`) ? text.slice(name.length + 1) : text
}
