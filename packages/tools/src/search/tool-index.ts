import type { Definition } from '@sallyport/definition'
import type { ToolCatalog, ToolEntry } from '../tool-catalog.ts'
import { type DefinitionIndex, indexOf } from './definition-index.ts'
import { evidenceOf } from './evidence.ts'
import { readQuery, type Vocabulary } from './read-query.ts'
import { type Collection, scoresOf } from './score.ts'
import { surenessOf } from './sureness.ts'
import { elsewherePhrases } from './synonyms/elsewhere.ts'
import { phrases, synonymsByLetter } from './synonyms/synonyms.ts'
import { chosenOf, matchOf, saidIn, type ToolMatch } from './tool-match.ts'
import { MOST_CHARACTERS } from './words.ts'

export interface Found {
  /** Best first; empty where nothing does what was asked for. */
  readonly matches: readonly ToolMatch[]
  readonly nothing: boolean
  /** Where there is nothing: what comes nearest, at most three. It does something else. */
  readonly nearest: readonly ToolMatch[]
}

export interface ToolIndex {
  /** @param limit How many to give at most, 1 to 50 (5). */
  search(query: string, options?: { readonly limit?: number }): Found
}

/** Where it is less sure than this that something does what was asked for, nothing does. */
const FLOOR = 0.5
/** What scores a smaller share of the best does something else. */
const RELATED = 0.15
const MOST_MATCHES = 50
const MOST_NEAREST = 3
/** Of what has to be connected first. */
const UNCONNECTED = 0.95

/** One operation of a type, whichever connectors have it. */
interface Group {
  /** Type, entity and action, and without the type. */
  readonly key: string
  readonly short: string
  readonly entries: ToolEntry[]
  /** Its place among all documents. */
  readonly place: number
}

interface Ranked {
  readonly group: Group
  readonly score: number
}

/**
 * Makes operations findable by words. Pure, and the same for the same catalog whatever its order. What is worked out for
 * a definition is kept, so that to make an index costs little.
 *
 * @param options.floor How sure it is at the least that something does what was asked for (0.5); else there is
 *   nothing, and the best is given only as `nearest`.
 */
export function createToolIndex(catalog: ToolCatalog, { floor = FLOOR } = {}): ToolIndex {
  const { vocabulary, collection, groups } = searchable(catalog)
  return {
    search(text, { limit = 5 } = {}) {
      const query = readQuery(text, vocabulary)
      const found = scoresOf(query, collection)
      const sureness = surenessOf(evidenceOf(query, found, collection))
      const ranked = rank(groups, { scores: found.scores, sureness, name: nameOf(text) })
      const said = saidIn(text)
      const best = (those: readonly Ranked[], most: number) =>
        those.slice(0, most).flatMap(({ group, score }) => matchOf(chosenOf(group.entries, said), score))
      const most = Math.min(MOST_MATCHES, Math.max(1, Math.trunc(limit) || 1))
      const [first] = ranked
      const isSure = first !== undefined && first.score >= floor
      const fitting = isSure ? ranked.filter(({ score }) => score >= RELATED * Math.min(1, first.score)) : []
      const nothing = fitting.length === 0
      return { matches: best(fitting, most), nothing, nearest: nothing ? best(ranked, MOST_NEAREST) : [] }
    },
  }
}

/** A catalog as it is searched. */
export function searchable(catalog: ToolCatalog) {
  const definitions = [...new Set(catalog.entries.map(({ subject }) => subject.definition))]
  const parts = partsOf(definitions)
  const collection: Collection = { documents: parts.flatMap(({ index }) => index.documents), parts }
  const vocabulary = vocabularyOf(parts.map(({ index }) => index))
  const groups = groupsOf(catalog, new Map(definitions.map((definition, at) => [definition, parts[at]])))
  return { vocabulary, collection, groups }
}

function rank(
  groups: readonly Group[],
  {
    scores,
    sureness,
    name,
  }: { readonly scores: Float64Array; readonly sureness: number; readonly name: string },
): Ranked[] {
  const most = scores.reduce((most, score) => Math.max(most, score), 0)
  const scale = most === 0 ? 0 : sureness / most
  return groups
    .map((group) => {
      const isThere = group.entries.some(({ subject }) => subject.state !== 'not_connected')
      const isName = group.key === name || group.short === name
      return {
        group,
        score: scale * (scores[group.place] ?? 0) * (isThere ? 1 : UNCONNECTED) + (isName ? 1 : 0),
      }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.group.key < b.group.key ? -1 : 1))
}

interface Part {
  readonly index: DefinitionIndex
  readonly offset: number
}

function partsOf(definitions: readonly Definition[]): Part[] {
  let offset = 0
  return definitions.map((definition) => {
    const index = indexOf(definition)
    const part = { index, offset }
    offset += index.documents.length
    return part
  })
}

function groupsOf({ entries }: ToolCatalog, parts: ReadonlyMap<Definition, Part | undefined>): Group[] {
  const groups = new Map<string, Group>()
  for (const entry of entries) {
    const { definition } = entry.subject
    const name = `${entry.entity}.${entry.action}`
    const id = `${definition.slug} ${name}`
    const group = groups.get(id)
    const part = parts.get(definition)
    const place = part?.index.places.get(name)
    if (group) group.entries.push(entry)
    else if (part && place !== undefined)
      groups.set(id, { key: nameOf(id), short: nameOf(name), entries: [entry], place: part.offset + place })
  }
  return [...groups.values()]
}

/** Dots, hyphens and spaces are the same in names. */
function nameOf(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join(' ')
}

function vocabularyOf(indexes: readonly DefinitionIndex[]): Vocabulary {
  const best = (of: (index: DefinitionIndex) => ReadonlyMap<string, number>) => (stem: string) =>
    indexes.reduce((most, index) => Math.max(most, of(index).get(stem) ?? 0), 0)
  const typeNames = new Map<string, Set<string>>()
  for (const { typeNames: names, documents } of indexes) {
    const [document] = documents
    for (const name of document ? names : [])
      typeNames.set(name, (typeNames.get(name) ?? new Set<string>()).add(document?.type ?? ''))
  }
  const compound = [...typeNames.keys()].filter((name) => name.includes('_'))
  return {
    phrases: new Set([
      ...phrases,
      ...elsewherePhrases,
      ...compound,
      ...indexes.flatMap(({ names }) => names),
    ]),
    thing: best(({ bestThings }) => bestThings),
    doing: best(({ bestDoings }) => bestDoings),
    entityNames: [
      ...new Set(indexes.flatMap(({ documents }) => documents.map(({ names: [name = ''] }) => name))),
    ],
    typeNames,
    wordsWith: (letter) =>
      [synonymsByLetter, ...indexes.map(({ byLetter }) => byLetter)].flatMap(
        (words) => words.get(letter) ?? [],
      ),
  }
}
