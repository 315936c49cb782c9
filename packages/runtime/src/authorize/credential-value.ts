import type { AuthField, Definition } from '@sallyport/definition'
import type { Problem } from '@sallyport/errors'
import { matcherOf } from '../resolve/pattern.ts'
import { quote } from '../resolve/suggest.ts'

export type Values = Readonly<Record<string, unknown>>

const MAX_VALUE = 16_384
// RFC 9110 5.5: it goes into a header, which a control character could break out of; and no client sends
// characters beyond ASCII there, such as the quotes that a word processor puts around a copied token.
const VALUE = /^[\x21-\x7e]+$/
/** RFC 7468 3, with what stands between the lines; a key in one line has `\n` for their ends. */
const PEM =
  /^-----BEGIN [A-Z ]{1,40}-----[A-Za-z0-9+/=\s\\]{1,16000}-----END [A-Z ]{1,40}-----(?:\s|\\n){0,10}$/

/** Every name that a field of a form goes by. */
export function namesOf([name, { aliases = [] }]: readonly [string, AuthField]): string[] {
  return [name, ...aliases]
}

/** The value of a field, by whichever name it was given; or what is wrong with it, which does not repeat it. */
export function readValue(
  definition: Definition,
  field: readonly [string, AuthField],
  values: Values,
): { readonly value: string } | { readonly problem: Problem } {
  const [name, stated] = field
  const names = namesOf(field).filter((candidate) => Object.hasOwn(values, candidate))
  const [value = '', ...others] = new Set(names.map((candidate) => textOf(values[candidate])))
  if (others.length > 0) return { problem: contradiction(name, names) }
  return isValue(definition, stated, value) ? { value } : { problem: badValue(name, stated) }
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function isValue(definition: Definition, { kind, pattern }: AuthField, value: string): boolean {
  if (value.length > MAX_VALUE || !(kind === 'pem' ? PEM : VALUE).test(value)) return false
  return pattern === undefined || matcherOf(definition, pattern)(value) !== undefined
}

function badValue(name: string, { kind, pattern, about }: AuthField): Problem {
  const shape =
    kind === 'pem'
      ? 'a private key as PEM'
      : `text of 1 to ${MAX_VALUE} visible ASCII characters without spaces`
  const hint = pattern !== undefined && about !== undefined ? ` ${about}` : ''
  const message = `"${name}" is to be ${shape}${pattern === undefined ? '' : ', and to look like one'}.${hint}`
  return { field: `credentials.${name}`, code: 'format', message }
}

function contradiction(name: string, names: readonly string[]): Problem {
  const message = `${names.map(quote).join(' and ')} mean the same and differ. Give one of them.`
  return { field: `credentials.${name}`, code: 'conflict', message }
}
