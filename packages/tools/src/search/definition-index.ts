import type { Definition } from '@sallyport/definition'
import { namesOf, termsOf } from './operation-terms.ts'
import { type Postings, postingsOf } from './postings.ts'
import type { Scored } from './score.ts'
import { stemOf } from './stem.ts'
import { phrases } from './synonyms/synonyms.ts'
import { byFirstLetter } from './typo.ts'
import { type SaidIndex, saidIndexOf } from './utterances.ts'

/** The operations of one definition, and the words that find them. */
export interface DefinitionIndex {
  /** `entity.action` -> its place among the documents. */
  readonly places: ReadonlyMap<string, number>
  readonly documents: readonly Scored[]
  readonly things: Postings
  readonly doings: Postings
  /** Word -> strength of the best operation that it finds. */
  readonly bestThings: ReadonlyMap<string, number>
  readonly bestDoings: ReadonlyMap<string, number>
  readonly said: SaidIndex
  readonly byLetter: ReadonlyMap<string, readonly string[]>
  /** Names of entities that have several parts. */
  readonly names: readonly string[]
  /** What its type is called. */
  readonly typeNames: readonly string[]
}

const known = new WeakMap<Definition, DefinitionIndex>()

/** Made once for a definition, however many connectors, agents and searches there are. */
export function indexOf(definition: Definition): DefinitionIndex {
  const index = known.get(definition) ?? makeIndex(definition)
  known.set(definition, index)
  return index
}

function makeIndex(definition: Definition): DefinitionIndex {
  const terms = [...termsOf(definition)]
  const things = postingsOf(terms.map(([, each]) => each.things))
  const doings = postingsOf(terms.map(([, each]) => each.doings))
  const typeNames = typeNamesOf(definition)
  const places = new Map(terms.map(([name], at) => [name, at]))
  return {
    places,
    documents: terms.map(([, { effect, verb, extras, names }]) => ({
      type: definition.slug,
      effect,
      verb,
      extras,
      names,
    })),
    things,
    doings,
    said: saidIndexOf(definition, places, new Set([...phrases, ...namesOf(definition)])),
    bestThings: bestOf(things),
    bestDoings: bestOf(doings),
    byLetter: byFirstLetter([...things.keys(), ...doings.keys(), ...typeNames]),
    names: namesOf(definition),
    typeNames,
  }
}

function bestOf(postings: Postings): ReadonlyMap<string, number> {
  return new Map([...postings].map(([stem, { strengths }]) => [stem, Math.max(...strengths)]))
}

/** "google-drive" is also called "google drive", "googledrive", "gdrive" and "drive". */
function typeNamesOf({ slug, title }: Definition): string[] {
  const names = [slug, title].flatMap((name) => {
    const words = name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
    const [first = '', ...others] = words
    if (others.length === 0) return [stemOf(first)]
    const short = `${first.charAt(0)}${others.join('')}`
    return [words.map(stemOf).join('_'), stemOf(words.join('')), stemOf(short), stemOf(others.at(-1) ?? '')]
  })
  return [...new Set(names)].filter((name) => name !== '')
}
