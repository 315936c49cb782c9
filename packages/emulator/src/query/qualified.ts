import type { JsonObject } from '../json.ts'
import { type Qualifier, readQualifiers } from './qualifier.ts'
import type { QueryLanguage } from './query-language.ts'
import { textsOf } from './texts-of.ts'
import { tokensOf } from './token-matching.ts'

const LONGEST = 10_000
/** `-label:"good first issue"`, `is:open`, `"two words"`, `word`. */
const TERM = /(-?)(?:([a-z][\w-]*):)?(?:"([^"]*)"?|([^\s"]+))/gi

interface Term {
  readonly negated: boolean
  readonly name: string | undefined
  readonly value: string
  readonly quoted: boolean
}

type Test = (record: JsonObject) => boolean

interface Dialect {
  /** The test of a term that is no qualifier. */
  readonly word: (term: Term, members: readonly string[]) => Test
  /** A quotation mark without its twin is no text of the language. */
  readonly twins: boolean
}

/**
 * Words and qualifiers, all of which have to fit: `crash in:title is:open -label:"not a bug" created:>2020-01-01`.
 * A word is looked for anywhere in a text. Several of `repo:`, `user:` and their like widen the search. A qualifier
 * whose name is unknown is a word; see qualifier.ts for what `names` may say. Unbalanced quotation marks and more
 * than 10,000 letters are no text of the language.
 */
export const qualifiedSearch: QueryLanguage = qualified({ word: partTest, twins: true })

/**
 * The same with whole words, in any case, `deploy*` for those that begin so, and `"two words"` for a phrase:
 * `in:general from:me before:2026-02-01 -has:pin`. A last quotation mark may have no twin.
 */
export const qualifiedWords: QueryLanguage = qualified({ word: wholeTest, twins: false })

function qualified({ word, twins }: Dialect): QueryLanguage {
  return (text, { names, words }) => {
    if (text.length > LONGEST || (twins && text.split('"').length % 2 === 0)) return undefined
    const known = readQualifiers(names)
    const places = termsOf(text).map((term) => ({ term, qualifier: known.get(term.name ?? '') }))
    const scopes = places.flatMap(({ term, qualifier }) =>
      term.negated ? [] : (qualifier?.scope?.(term.value) ?? []),
    )
    const within = places.flatMap(({ term, qualifier }) => qualifier?.words?.(term.value) ?? [])
    const members = within.length > 0 ? within : words
    const tests = places.flatMap(({ term, qualifier }) =>
      signed(term, qualifier ? testOf(term, qualifier) : word(term, members)),
    )
    return {
      matches: (record) => tests.every((test) => test(record)),
      ...(scopes.length > 0 && { scopes }),
    }
  }
}

function termsOf(text: string): readonly Term[] {
  return [...text.matchAll(TERM)].map(([, sign, name, quoted, bare = '']) => ({
    negated: sign === '-',
    name: name?.toLowerCase(),
    value: quoted ?? bare,
    quoted: quoted !== undefined,
  }))
}

function testOf({ value }: Term, { test }: Qualifier): Test | undefined {
  return test?.(value)
}

/** A term without a test narrows nothing down. */
function signed({ negated }: Term, test: Test | undefined): readonly Test[] {
  if (!test) return []
  return [negated ? (record) => !test(record) : test]
}

function partTest({ name, value }: Term, members: readonly string[]): Test {
  const wanted = (name === undefined ? value : `${name}:${value}`).toLowerCase()
  return (record) => textsOf(record, members).some((text) => text.toLowerCase().includes(wanted))
}

function wholeTest({ name, value, quoted }: Term, members: readonly string[]): Test {
  const wanted = tokensOf(name === undefined ? value : `${name} ${value}`)
  const begun = !quoted && value.endsWith('*')
  return (record) =>
    textsOf(record, members).some((text) => {
      const there = tokensOf(text)
      if (begun) return there.some((token) => token.startsWith(wanted.join('')))
      return ` ${there.join(' ')} `.includes(` ${wanted.join(' ')} `)
    }) || wanted.length === 0
}
