import { valuesAt } from '../behaviour/value-at.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { QueryLanguage } from './query-language.ts'
import { type Qualifier, readQualifiers } from './search-qualifier.ts'

const MOST_TERMS = 100
/** `-label:"good first issue"`, `is:open`, `"two words"`, `word`. */
const TERM = /(-?)(?:([a-z][\w-]*):)?(?:"([^"]*)"|([^\s"]+))/gi

interface Term {
  readonly negated: boolean
  readonly name: string | undefined
  readonly value: string
}

/**
 * Words and qualifiers, all of which have to fit: `crash in:title is:open -label:"not a bug" created:>2020-01-01`.
 * A qualifier whose name is unknown is a word. Several of `repo:`, `user:` and their like widen the search.
 * See search-qualifier.ts for what `names` may say. Unbalanced quotation marks are no text of the language.
 */
export const qualifiedSearch: QueryLanguage = (text, { names, words }) => {
  const known = readQualifiers(names)
  const terms = termsOf(text)
  if (!terms) return undefined
  const places = terms.map((term) => ({ term, qualifier: qualifierOf(known, term) }))
  const scopes = places.flatMap(({ term, qualifier }) =>
    term.negated ? [] : (qualifier?.scope?.(term.value) ?? []),
  )
  const within = places.flatMap(({ term, qualifier }) => qualifier?.words?.(term.value) ?? [])
  const tests = places.flatMap(({ term, qualifier }) =>
    testOf(term, qualifier, within.length > 0 ? within : words),
  )
  return {
    matches: (record) => tests.every((test) => test(record)),
    ...(scopes.length > 0 && { scopes }),
  }
}

function termsOf(text: string): readonly Term[] | undefined {
  if ((text.match(/"/g)?.length ?? 0) % 2 !== 0) return undefined
  const found = [...text.matchAll(TERM)].slice(0, MOST_TERMS)
  return found.map(([, sign, name, quoted, bare = '']) => ({
    negated: sign === '-',
    name: name?.toLowerCase(),
    value: quoted ?? bare,
  }))
}

function qualifierOf(known: ReadonlyMap<string, Qualifier>, { name }: Term): Qualifier | undefined {
  return name === undefined ? undefined : known.get(name)
}

type Test = (record: JsonObject) => boolean

function testOf(term: Term, qualifier: Qualifier | undefined, members: readonly string[]): readonly Test[] {
  const test = qualifier ? qualifier.test?.(term.value) : wordTest(term, members)
  if (!test) return []
  return [term.negated ? (record) => !test(record) : test]
}

function wordTest({ name, value }: Term, members: readonly string[]): Test {
  const wanted = (name === undefined ? value : `${name}:${value}`).toLowerCase()
  return (record) =>
    members
      .flatMap((member) => valuesAt(record, member.split('.')))
      .some((found) => !isObject(found) && String(found).toLowerCase().includes(wanted))
}
