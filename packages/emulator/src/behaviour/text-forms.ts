import { hash } from 'node:crypto'
import { type Json, parseOwnJson } from '../json.ts'
import { conversion, type Form } from './form.ts'

/** Forms over texts. */
export const textForms: readonly (readonly [string, Form])[] = [
  /** `{ "$text": 12 }`, `{ "$lower": "A" }`, `{ "$base64": "…" }`: conversions. */
  ['$text', conversion('$text', (value) => String(value))],
  ['$lower', conversion('$lower', (value) => String(value).toLowerCase())],
  /** `{ "$upper": "a" }`; `{ "$brackets": "card.number" }`: a path as forms write it, `card[number]`. */
  ['$upper', conversion('$upper', (value) => String(value).toUpperCase())],
  /** `{ "$slug": "Fix the door!" }`: `fix-the-door`, as addresses have titles. */
  ['$slug', conversion('$slug', (value) => slug(String(value)))],
  /** `{ "$pad": 12, "to": 6 }`: `000012`. */
  [
    '$pad',
    ({ $pad = '', to = 0 }, prepare) => {
      const source = prepare($pad)
      return (variables, world) => {
        const value = source(variables, world)
        return value === undefined || value === null ? value : String(value).padStart(Number(to), '0')
      }
    },
  ],
  /** `{ "$replace": "#general", "matches": "^#", "with": "" }`: every match of the pattern; `with` is as it stands. */
  [
    '$replace',
    ({ $replace = '', matches = '', with: replacement = '' }, prepare) => {
      const source = prepare($replace)
      const pattern = new RegExp(String(matches), 'gu')
      return (variables, world) => {
        const value = source(variables, world)
        return value === undefined || value === null
          ? value
          : String(value).replaceAll(pattern, () => String(replacement))
      }
    },
  ],
  /** `{ "$match": "{record.name}", "pattern": "[.]([^.]+)$" }`: what the first group of the pattern finds. */
  [
    '$match',
    ({ $match = null, pattern = '' }, prepare) => {
      const [text, expression] = [prepare($match), new RegExp(String(pattern), 's')]
      return (variables, world) => expression.exec(String(text(variables, world) ?? ''))?.[1]
    },
  ],
  /** `{ "$slice": "{body.card.number}", "from": -4 }`: a part of a text, before the letter `to` where there is one. */
  [
    '$slice',
    ({ $slice = '', from = 0, to }, prepare) => {
      const text = prepare($slice)
      const end = to === undefined ? undefined : Number(to)
      return (variables, world) => String(text(variables, world) ?? '').slice(Number(from), end)
    },
  ],
  ['$brackets', conversion('$brackets', (value) => String(value).replace(/\.([^.]*)/g, '[$1]'))],
  /** What is no text is a value already: a form says in a text what a JSON body has as it is. */
  ['$json', conversion('$json', (value) => (typeof value === 'string' ? parsed(value) : value))],
  ['$bytes', conversion('$bytes', (value) => Buffer.byteLength(String(value)))],
  /** `{ "$encoded": "good first issue" }`: as part of a URL. */
  ['$encoded', textConversion('$encoded', encodeURIComponent)],
  ['$base64', conversion('$base64', (value) => Buffer.from(String(value)).toString('base64'))],
  ['$unbase64', conversion('$unbase64', (value) => Buffer.from(String(value), 'base64').toString('utf8'))],
  /** `{ "$wrapped": "aGVsbG8=" }`: base64 in lines of 60 letters, each with its end, as GitHub gives files. */
  ['$wrapped', textConversion('$wrapped', (text) => compact(text).replace(/.{1,60}/g, '$&\n'))],
  /** `{ "$base64Size": "aGVsbG8=" }`: how many bytes it stands for. */
  ['$base64Size', textConversion('$base64Size', (text) => Buffer.from(text, 'base64').length)],
  /** `{ "$isBase64": "aGVsbG8=" }` */
  [
    '$isBase64',
    textConversion(
      '$isBase64',
      (text) => /^[A-Za-z0-9+/]*={0,2}$/.test(compact(text)) && compact(text).length % 4 === 0,
    ),
  ],
  /** `{ "$gitBlob": "aGVsbG8=" }`: the name that git gives to a file of these bytes (gitformat-pack, git-hash-object). */
  ['$gitBlob', textConversion('$gitBlob', gitBlob)],
]

function textConversion(key: string, convert: (text: string) => Json): Form {
  return conversion(key, (value) => convert(String(value)))
}

const LONGEST_SLUG = 50

function slug(text: string): string {
  const words = text
    .toLowerCase()
    .slice(0, LONGEST_SLUG)
    .split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => word !== '').join('-')
}

function compact(text: string): string {
  return text.replace(/\s/g, '')
}

function gitBlob(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  return hash('sha1', Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]), 'hex')
}

function parsed(text: string): Json | undefined {
  try {
    return parseOwnJson(text) as Json
  } catch {
    return undefined
  }
}
