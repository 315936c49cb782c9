import { stemOf } from '../stem.ts'
import { byFirstLetter } from '../typo.ts'
import { nouns } from './nouns.ts'
import { verbs } from './verbs.ts'

/** Word of definitions -> words of users, separated by spaces; those of several parts are joined by `_`. */
export type Synonyms = Readonly<Record<string, { readonly near: string; readonly far: string }>>

/** A word of definitions that may be meant, and how surely, from 0 to 1. */
export interface Meaning {
  readonly stem: string
  readonly sureness: number
}

const NEAR = 0.9
const FAR = 0.6

/** What users' verbs mean in names of actions. */
export const verbMeanings = meaningsOf(verbs)
/** What users' nouns mean in names and texts. */
export const nounMeanings = meaningsOf(nouns)

/** All that stands in the tables and has several parts. */
export const phrases: ReadonlySet<string> = new Set(
  [...verbMeanings.keys(), ...nounMeanings.keys(), ...Object.keys(nouns).map(phraseOf)].filter((stem) =>
    stem.includes('_'),
  ),
)

/** All words of the tables. */
export const synonymsByLetter = byFirstLetter([...verbMeanings.keys(), ...nounMeanings.keys()])

function meaningsOf(table: Synonyms): ReadonlyMap<string, readonly Meaning[]> {
  const meanings = new Map<string, Meaning[]>()
  const add = (word: string, meaning: Meaning) => {
    const stem = phraseOf(word)
    meanings.set(stem, [...(meanings.get(stem) ?? []), meaning])
  }
  for (const [name, { near, far }] of Object.entries(table)) {
    const stem = phraseOf(name)
    add(stem, { stem, sureness: 1 })
    for (const word of near.split(' ').filter(Boolean)) add(word, { stem, sureness: NEAR })
    for (const word of far.split(' ').filter(Boolean)) add(word, { stem, sureness: FAR })
  }
  return meanings
}

/** Stems of a text of several words, joined as in the tables. */
export function phraseOf(words: string): string {
  return words.split('_').map(stemOf).join('_')
}
