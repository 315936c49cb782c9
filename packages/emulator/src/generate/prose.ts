import { oneOf, type Random, wholeBetween } from './random.ts'
import { FIRST_NAMES, WORDS } from './words.ts'

export const HEX = '0123456789abcdef'
export const LOWER = 'abcdefghijklmnopqrstuvwxyz'
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
export const DIGITS = '0123456789'

export function word(random: Random): string {
  return oneOf(random, WORDS)
}

export function firstName(random: Random): string {
  return oneOf(random, FIRST_NAMES)
}

/** Words in a row: `harbor lantern`. */
export function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => word(random)).join(' ')
}

/** `Harbor lantern quill` */
export function title(random: Random): string {
  return capitalised(words(random, wholeBetween(random, 2, 4)))
}

/** `The harbor is near the lantern.` */
export function sentence(random: Random): string {
  const place = oneOf(random, ['near', 'behind', 'beside', 'above', 'below', 'beyond'])
  return `The ${words(random, 2)} is ${place} the ${word(random)}.`
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** That many characters of an alphabet. */
export function characters(random: Random, alphabet: string, length: number): string {
  let text = ''
  for (let index = 0; index < length; index += 1) text += oneOf(random, alphabet)
  return text
}

/** RFC 9562, section 5.4: version 4. */
export function uuid(random: Random): string {
  const hex = (length: number) => characters(random, HEX, length)
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${oneOf(random, '89ab')}${hex(3)}-${hex(12)}`
}
