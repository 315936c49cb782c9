import { type Static, type TObject, type TProperties, type TSchema, type TString, Type } from 'typebox'

const NOT_HOSTILE = '(?!(?:.*\\.)?(?:__proto__|constructor|prototype)(?:\\.|$))'

/** What each pattern below means, for messages. */
export const MEANINGS = new Map<string, string>()

/** A text of one spelling, which names of a map can have too. */
type Spelled = TString & { readonly pattern: string }

function spelled(pattern: string, meaning: string, maxLength: number): Spelled {
  MEANINGS.set(pattern, meaning)
  return Type.String({ minLength: 1, maxLength, pattern }) as Spelled
}

/** A name on the wire or in code: visible ASCII. */
export const Name = spelled(`^${NOT_HOSTILE}[!-~]+$`, 'a name of visible ASCII characters', 128)
/** A name that code, links and other definitions speak of. */
export const Word = spelled(
  `^${NOT_HOSTILE}[A-Za-z][A-Za-z0-9_-]*$`,
  'a name of letters, digits, "_" and "-"',
  64,
)
/** Names with dots between them that lead into JSON. */
export const Path = spelled(`^${NOT_HOSTILE}[^.]+(?:\\.[^.]+)*$`, 'names with dots between them', 500)
/** RFC 9110 5.1, in lower case. */
export const HeaderName = spelled(
  `^${NOT_HOSTILE}[a-z0-9!#$%&'*+.^_\`|~-]+$`,
  'the name of a header in lower case',
  100,
)
/** RFC 9110 5.5: visible ASCII and spaces between. */
export const HeaderValue = spelled(
  '^[!-~](?:[ -~]*[!-~])?$',
  'one line of visible ASCII, as headers have it',
  1_000,
)
export const Url = spelled('^https://[!-~]+$', 'an https URL', 2_000)
export const Expression = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'Regular expression in the syntax of RE2, which a value fits as a whole.',
})

/** For people or models to read: one line. */
export function text(maxLength: number) {
  return Type.String({ minLength: 1, maxLength })
}

/** An object that has these members and no others. */
export function closed<const P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false })
}

/** A list that is not changed. */
export function list<const S extends TSchema>(items: S, maxItems: number, minItems?: number) {
  const bounds = minItems === undefined ? { maxItems } : { minItems, maxItems }
  return Type.Unsafe<readonly Static<S>[]>(Type.Array(items, bounds))
}

/** Values under names of one spelling. */
export function map<const S extends TSchema>(
  { pattern }: { readonly pattern: string },
  values: S,
  maxProperties: number,
) {
  const schema = {
    type: 'object',
    maxProperties,
    patternProperties: { [pattern]: values },
    additionalProperties: false,
  }
  return Type.Unsafe<Readonly<Record<string, Static<S>>>>(schema)
}

export const optional = Type.Optional
export const scalar = Type.Union([Type.String({ maxLength: 1_000 }), Type.Number(), Type.Boolean()])
