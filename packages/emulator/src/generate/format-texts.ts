import type { Range } from './plan.ts'
import { characters, DIGITS, HEX, LOWER, UPPER, uuid, word } from './prose.ts'
import { type Random, wholeBetween } from './random.ts'

/** Milliseconds. */
export const DAY = 86_400_000

/** Seconds precision, `Z`: RFC 3339. */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** A moment before now, at most that many days back. */
export function before(random: Random, now: number, days: number): number {
  return Math.floor(now - 1000 - random() * days * DAY)
}

interface FormatRule {
  make(random: Random, now: number): string
  /** The shortest text of the format, where it is not always the same length. */
  readonly short?: string
  /** Makes a text that many characters longer. */
  pad?(text: string, missing: number): string
}

const path = (text: string, missing: number) => `${text}${'a'.repeat(missing)}`
const group = (random: Random) => characters(random, HEX, 4)

const RULES: ReadonlyMap<string, FormatRule> = new Map<string, FormatRule>([
  ['date-time', { make: (random, now) => instant(before(random, now, 700)), pad: fraction }],
  ['date', { make: (random, now) => instant(before(random, now, 700)).slice(0, 10) }],
  ['time', { make: (random, now) => instant(before(random, now, 1)).slice(11), pad: fraction }],
  ['iso-date-time', { make: (random, now) => instant(before(random, now, 700)), pad: fraction }],
  ['iso-time', { make: (random, now) => instant(before(random, now, 1)).slice(11), pad: fraction }],
  ['duration', { make: (random) => `PT${wholeBetween(random, 1, 59)}M`, short: 'P1D' }],
  [
    'email',
    {
      make: (random) => `${word(random)}@example.com`,
      short: 'a@b.c',
      pad: (text, missing) => 'a'.repeat(missing) + text,
    },
  ],
  ['uri', { make: (random) => `https://example.com/${word(random)}`, short: 'a:b', pad: path }],
  ['url', { make: (random) => `https://example.com/${word(random)}`, short: 'http://a.io', pad: path }],
  ['uri-reference', { make: (random) => `https://example.com/${word(random)}`, short: '', pad: path }],
  ['uri-template', { make: (random) => `https://example.com/${word(random)}{/id}`, short: '', pad: path }],
  ['uuid', { make: uuid }],
  ['hostname', { make: (random) => `${word(random)}.example.com`, short: 'a', pad: labels }],
  ['ipv4', { make: (random) => `192.0.2.${wholeBetween(random, 1, 254)}`, short: '1.1.1.1' }],
  ['ipv6', { make: (random) => `2001:db8::${group(random)}:${group(random)}`, short: '::' }],
  ['byte', { make: (random) => characters(random, UPPER + LOWER + DIGITS, 16), short: 'AAAA', pad: base64 }],
  [
    'json-pointer',
    {
      make: (random) => `/${word(random)}`,
      short: '',
      pad: (text, missing) => `${text || '/'}${'a'.repeat(missing)}`,
    },
  ],
  ['relative-json-pointer', { make: (random) => `1/${word(random)}`, short: '0', pad: path }],
  ['json-pointer-uri-fragment', { make: (random) => `#/${word(random)}`, short: '#', pad: path }],
  [
    'regex',
    { make: (random) => `^${word(random)}$`, short: '', pad: (text, missing) => 'a'.repeat(missing) + text },
  ],
])

/** Texts of a format, the plausible one first; none for a format that allows any text. */
export function* formatTexts(
  format: string,
  { random, now, length }: { random: Random; now: number; length: Range },
): Generator<string> {
  const rule = RULES.get(format)
  if (!rule) return
  const text = rule.make(random, now)
  yield text
  for (const start of [text, rule.short ?? text]) {
    const missing = length.least - start.length
    yield missing > 0 && rule.pad ? rule.pad(start, Math.min(missing, LONGEST)) : start
  }
}

const LONGEST = 100_000

/** `12:00:00Z` -> `12:00:00.0Z` */
function fraction(text: string, missing: number): string {
  return `${text.slice(0, -1)}.${'0'.repeat(Math.max(1, missing - 1))}Z`
}

/** RFC 1035, section 2.3.4: a label has at most 63 characters. */
function labels(text: string, missing: number): string {
  let longer = text
  for (let left = missing; left > 0; left -= 50)
    longer = left > 1 ? `${'a'.repeat(Math.min(left - 1, 49))}.${longer}` : `a${longer}`
  return longer
}

function base64(text: string, missing: number): string {
  return text + 'A'.repeat(Math.ceil(missing / 4) * 4)
}
