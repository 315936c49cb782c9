import { DIGITS, LOWER, UPPER } from '../prose.ts'
import { UnreadablePattern } from './node.ts'
import { peek, type Source, take, takeIf, takeMatch } from './source.ts'

const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
const LETTERS_AND_DIGITS = [...LOWER, ...UPPER, ...DIGITS]
const WIDEST = 128

const SETS: ReadonlyMap<string, readonly string[]> = new Map([
  ['d', [...DIGITS]],
  ['w', [...LETTERS_AND_DIGITS, '_']],
  ['s', [' ']],
  ['D', PRINTABLE.filter((character) => !DIGITS.includes(character))],
  ['W', PRINTABLE.filter((character) => !/\w/.test(character))],
  ['S', PRINTABLE.filter((character) => character !== ' ')],
])

/** `\p{...}` by its first letter, in ASCII: a text is made, not recognised. */
const PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['L', [...LOWER, ...UPPER]],
  ['Letter', [...LOWER, ...UPPER]],
  ['Alphabetic', [...LOWER, ...UPPER]],
  ['Ll', [...LOWER]],
  ['Lu', [...UPPER]],
  ['N', [...DIGITS]],
  ['Nd', [...DIGITS]],
  ['P', [...'.,-']],
  ['Z', [' ']],
  ['Zs', [' ']],
])

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
])

/** `.` */
export const ANY_CHARACTER: readonly string[] = LETTERS_AND_DIGITS

/** The characters behind a backslash that has been read. */
export function escaped(source: Source): readonly string[] {
  const code = takeMatch(source, /x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{1,6})\}/giy)
  if (code) return [fromCode(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16))]
  const property = takeMatch(source, /[pP]\{(?:\w+=)?(\w+)\}/y)
  if (property) return ofProperty(property)
  const character = take(source)
  const control = CONTROLS.get(character)
  if (control !== undefined) return [control]
  const set = SETS.get(character)
  if (set) return set
  if (/[1-9kcpPB]/.test(character)) throw new UnreadablePattern(`"\\${character}" is not read.`)
  return [character]
}

function fromCode(code: number): string {
  if (code > 0x10ffff) throw new UnreadablePattern('There is no such character.')
  return String.fromCodePoint(code)
}

function ofProperty([text, name = '']: RegExpExecArray): readonly string[] {
  const inside = PROPERTIES.get(name)
  if (!inside) throw new UnreadablePattern(`The property "${name}" is not read.`)
  return text.startsWith('P') ? PRINTABLE.filter((character) => !inside.includes(character)) : inside
}

/** The characters of a class whose `[` has been read. Wide ranges give their first characters alone. */
export function characterClass(source: Source): readonly string[] {
  const negated = takeIf(source, '^')
  const found = new Set<string>()
  while (!takeIf(source, ']')) for (const character of classMember(source)) found.add(character)
  if (!negated) return preferred([...found])
  // A class may leave nothing but white space, or nothing in ASCII at all.
  const left = [PRINTABLE, ['\t', '\n'], ['\u00e9', '\u4e2d']]
    .map((characters) => characters.filter((character) => !found.has(character)))
    .find((characters) => characters.length > 0)
  return preferred(left ?? [])
}

/** Without control characters, and of a wide class the letters and digits alone. */
function preferred(characters: readonly string[]): readonly string[] {
  const readable = characters.filter((character) => character >= ' ' && character !== '\x7f')
  const plain = readable.filter((character) => LETTERS_AND_DIGITS.includes(character))
  if (plain.length > 0 && readable.length > plain.length + 20) return plain
  return readable.length > 0 ? readable : characters
}

function classMember(source: Source): readonly string[] {
  const first = classAtom(source)
  const [from = ''] = first
  if (first.length > 1 || peek(source) !== '-' || source.text.charAt(source.at + 1) === ']') return first
  take(source)
  const [to = ''] = classAtom(source)
  return range(from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0)
}

function classAtom(source: Source): readonly string[] {
  if (!takeIf(source, '\\')) return [take(source)]
  return takeIf(source, 'b') ? ['\b'] : takeIf(source, '-') ? ['-'] : escaped(source)
}

function range(from: number, to: number): readonly string[] {
  const length = Math.min(Math.max(0, to - from + 1), WIDEST)
  return Array.from({ length }, (_, index) => from + index)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
}
