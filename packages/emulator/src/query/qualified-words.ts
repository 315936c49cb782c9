import { asObject, type JsonObject } from '../json.ts'
import type { QueryLanguage } from './query-language.ts'
import { textsOf } from './texts-of.ts'

const LONGEST = 10_000
const DAY = 86_400
/** `-in:general`, `"two words"`, `deploy*`. */
const TERM = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/gi

type Test = (record: JsonObject) => boolean

interface Term {
  readonly name: string | undefined
  readonly value: string
  readonly quoted: boolean
}

/**
 * Words that all have to be there whole, in any case, `deploy*` for those that begin so, `"two words"` for a
 * phrase, and qualifiers: `in:general from:me before:2026-02-01 -has:pin`. What is no qualifier of `names` is a
 * word. A name says `member`, one or several, `ignoring`, a pattern that is cut out of the value, `values`, what a
 * value stands for, and `is`: `before`, `after` and `on` compare days of a time in Unix seconds, `there` asks
 * whether the member that the value stands for has anything. Text of more than 10,000 letters is refused.
 */
export const qualifiedWords: QueryLanguage = (text, { names, words }) => {
  if (text.length > LONGEST) return undefined
  const tests = [...text.matchAll(TERM)].map(([, sign, name, quoted, bare = '']): Test => {
    const term = { name: name?.toLowerCase(), value: quoted ?? bare, quoted: quoted !== undefined }
    const test = qualifierTest(term, names) ?? wordTest(term, words)
    return sign === '-' ? (record) => !test(record) : test
  })
  return { matches: (record) => tests.every((test) => test(record)) }
}

function tokensOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function wordTest({ name, value, quoted }: Term, members: readonly string[]): Test {
  const wanted = tokensOf(name === undefined ? value : `${name} ${value}`)
  const begun = !quoted && value.endsWith('*')
  return (record) =>
    textsOf(record, members).some((text) => {
      const there = tokensOf(text)
      if (begun) return there.some((token) => token.startsWith(wanted.join('')))
      return ` ${there.join(' ')} `.includes(` ${wanted.join(' ')} `)
    }) || wanted.length === 0
}

function qualifierTest(
  { name = '', value }: Term,
  names: Readonly<Record<string, unknown>>,
): Test | undefined {
  if (!Object.hasOwn(names, name)) return undefined
  const { member, ignoring, values, is } = asObject(names[name])
  const bare = typeof ignoring === 'string' ? value.replace(new RegExp(ignoring, 'g'), '') : value
  const known = asObject(values)
  const meant = Object.hasOwn(known, bare) ? String(known[bare]) : bare
  const members = [member ?? []].flat().map(String)
  if (is === 'there')
    return Object.hasOwn(known, bare) ? (record) => textsOf(record, [meant]).length > 0 : () => false
  if (is === 'before' || is === 'after' || is === 'on') return dayTest(members, is, meant)
  return (record) => textsOf(record, members).some((text) => text.toLowerCase() === meant.toLowerCase())
}

function dayTest(members: readonly string[], is: 'before' | 'after' | 'on', value: string): Test {
  const day = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) / 1000 : Number.NaN
  return (record) =>
    textsOf(record, members).some((text) => {
      const time = Number(text)
      if (is === 'before') return time < day
      return is === 'after' ? time >= day + DAY : time >= day && time < day + DAY
    })
}
