import type { Definition } from '@sallyport/definition'
import { type Word, wordsOf } from './words.ts'

/** What users say of the operations of one definition, by its words. */
export interface SaidIndex {
  readonly utterances: readonly Utterance[]
  /** Word -> places of utterances that have it. */
  readonly places: ReadonlyMap<string, readonly number[]>
  /** Word -> how many operations have it in an utterance. */
  readonly operations: ReadonlyMap<string, number>
}

interface Utterance {
  /** Place of its operation. */
  readonly document: number
  readonly stems: readonly string[]
}

/** The words by which a text is likened to what others said. */
export function likenedBy(words: readonly Word[]): readonly string[] {
  return [...new Set(words.filter(({ value }) => !value).map(({ stem }) => stem))]
}

/** @param documents `entity.action` -> place of the operation. */
export function saidIndexOf(
  { utterances = {} }: Definition,
  documents: ReadonlyMap<string, number>,
  phrases: ReadonlySet<string>,
): SaidIndex {
  const all = Object.entries(utterances).flatMap(([name, said]) => {
    const document = documents.get(name)
    if (document === undefined) return []
    return said.map((text): Utterance => ({ document, stems: likenedBy(wordsOf(text, phrases)) }))
  })
  const places = new Map<string, number[]>()
  const operations = new Map<string, Set<number>>()
  for (const [at, { document, stems }] of all.entries()) {
    for (const stem of stems) {
      const those = places.get(stem) ?? []
      places.set(stem, those)
      those.push(at)
      operations.set(stem, (operations.get(stem) ?? new Set()).add(document))
    }
  }
  return {
    utterances: all,
    places,
    operations: new Map([...operations].map(([stem, those]) => [stem, those.size])),
  }
}

export interface SaidCollection {
  readonly documents: readonly unknown[]
  readonly parts: readonly { readonly offset: number; readonly index: { readonly said: SaidIndex } }[]
}

/**
 * How much a text is like what users say of each operation, from 0 to 1: half of it is the cosine with the likest of its
 * utterances, half the share of the text's words that any of them has; rare words count more (inverse document
 * frequency: nlp.stanford.edu/IR-book/html/htmledition/tf-idf-weighting-1.html).
 */
export function likenessOf(stems: readonly string[], { documents, parts }: SaidCollection): Float64Array {
  const rarity = rarityOf(documents.length, parts)
  const squares = new Map(stems.map((stem) => [stem, rarity(stem) ** 2]))
  const total = [...squares.values()].reduce((sum, square) => sum + square, 0)
  const likeness = new Float64Array(documents.length)
  if (total === 0) return likeness
  for (const { offset, index } of parts)
    addLikeness(likeness, { offset, said: index.said, squares, total, rarity })
  return likeness
}

function rarityOf(documents: number, parts: SaidCollection['parts']): (stem: string) => number {
  const known = new Map<string, number>()
  return (stem) => {
    const found = known.get(stem)
    if (found !== undefined) return found
    const operations = parts.reduce((sum, { index }) => sum + (index.said.operations.get(stem) ?? 0), 0)
    const rarity = Math.log(1 + documents / (1 + operations))
    known.set(stem, rarity)
    return rarity
  }
}

interface Likened {
  readonly offset: number
  readonly said: SaidIndex
  readonly squares: ReadonlyMap<string, number>
  readonly total: number
  readonly rarity: (stem: string) => number
}

function addLikeness(likeness: Float64Array, { offset, said, squares, total, rarity }: Likened): void {
  const shared = new Map<number, number>()
  const covered = new Map<number, number>()
  for (const [stem, square] of squares) {
    const those = new Set<number>()
    for (const place of said.places.get(stem) ?? []) {
      shared.set(place, (shared.get(place) ?? 0) + square)
      those.add(said.utterances[place]?.document ?? 0)
    }
    for (const document of those) covered.set(document, (covered.get(document) ?? 0) + square / total)
  }
  const cosines = new Map<number, number>()
  for (const [place, dot] of shared) {
    const { document, stems } = said.utterances[place] ?? { document: 0, stems: [] }
    const own = stems.reduce((sum, stem) => sum + rarity(stem) ** 2, 0)
    cosines.set(document, Math.max(cosines.get(document) ?? 0, dot / Math.sqrt(total * own)))
  }
  for (const [document, share] of covered)
    likeness[offset + document] = (share + (cosines.get(document) ?? 0)) / 2
}
