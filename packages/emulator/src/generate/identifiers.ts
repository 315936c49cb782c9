import { characters, DIGITS, HEX, LOWER, UPPER, uuid } from './prose.ts'
import type { Random } from './random.ts'

/** Alphabets by kind. `base32` is RFC 4648, section 6; `urlsafe` is section 5. */
const ALPHABETS: ReadonlyMap<string, string> = new Map([
  ['base62', DIGITS + UPPER + LOWER],
  ['hex', HEX],
  ['digits', DIGITS],
  ['upper', UPPER + DIGITS],
  ['lower', LOWER],
  ['base32', `${UPPER}234567`],
  ['urlsafe', `${UPPER}${LOWER}${DIGITS}-_`],
])

const LONGEST = 1000
const FIELD = /\{([^{}]*)\}/g

/**
 * An identifier by a pattern: text in which `{kind:length}` stands for that many characters of an alphabet
 * (`base62`, `hex`, `digits`, `upper`, `lower`, `base32`, `urlsafe`), and `{uuid}` for a UUID. `upper` has digits
 * too. A number of `digits` does not start with 0. Lengths go from 1 to 1000.
 *
 * Throws a `TypeError` for an unknown kind or a length out of bounds.
 * @example
 * identifier('cus_{base62:14}', seededRandom('customer 1')) // 'cus_' and 14 letters and digits
 */
export function identifier(pattern: string, random: Random): string {
  const text = pattern.replace(FIELD, (field, inside: string) => fill(field, { inside, random }))
  if (pattern.replace(FIELD, '').search(/[{}]/) >= 0)
    throw new TypeError(`The identifier pattern "${pattern}" has a brace without its partner.`)
  return text
}

function fill(field: string, { inside, random }: { inside: string; random: Random }): string {
  if (inside === 'uuid') return uuid(random)
  const [kind = '', digits = ''] = inside.split(':')
  const alphabet = ALPHABETS.get(kind)
  if (alphabet === undefined)
    throw new TypeError(
      `"${field}" is no kind of identifier. There are {uuid} and ${[...ALPHABETS.keys()].map((name) => `{${name}:length}`).join(', ')}.`,
    )
  const length = /^\d{1,4}$/.test(digits) ? Number(digits) : 0
  if (length < 1 || length > LONGEST)
    throw new TypeError(`"${field}" needs a length from 1 to ${LONGEST}: {${kind}:10}.`)
  // A leading zero would be lost where the identifier is read as a number.
  if (kind === 'digits') return characters(random, '123456789', 1) + characters(random, DIGITS, length - 1)
  return characters(random, alphabet, length)
}
