import type { Definition, Effect } from '@sallyport/definition'
import { describeOperation } from '../operation-tool.ts'
import type { ToolCatalog, ToolEntry } from '../tool-catalog.ts'
import type { ToolState, ToolSubject } from '../tool-subject.ts'
import { namesOf, type OperationTerms, termsOf } from './operation-terms.ts'
import { type Postings, postingsOf } from './postings.ts'
import { readQuery, type Vocabulary } from './read-query.ts'
import { type Collection, scoresOf } from './score.ts'
import { nounMeanings, phrases, verbMeanings } from './synonyms/synonyms.ts'
import { byFirstLetter } from './typo.ts'
import { MOST_CHARACTERS, stemOf, wordsOf } from './words.ts'

/** An operation that was found. */
export interface ToolMatch {
  /** Name of its tool. */
  readonly tool: string
  /** Id of the connector; of a type that is not connected its slug. */
  readonly connector: string
  readonly connectorType: string
  readonly state: ToolState
  readonly entity: string
  readonly action: string
  readonly title: string
  readonly description: string
  readonly effect: Effect
  /** From 0 to about 1, and more where its very name was given. */
  readonly score: number
  /** Further connectors of the type that have it, by their ids; at most 20. */
  readonly alsoIn: readonly string[]
  /** To make its schema of. */
  readonly entry: ToolEntry
}

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

/** What scores less does something else. Tuned on the tuning half of the intents. */
const FLOOR = 0.35
const MOST_MATCHES = 50
const MOST_NEAREST = 3
const MOST_OTHERS = 20
/** Of what has to be connected first. */
const UNCONNECTED = 0.95
const NO_PHRASES: ReadonlySet<string> = new Set()

/** One operation of a type, whichever connectors have it. */
interface Group {
  readonly key: string
  readonly entries: readonly ToolEntry[]
  readonly terms: OperationTerms
  readonly factor: number
  /** Ways to write its very name. */
  readonly spellings: readonly string[]
}

/**
 * Makes operations findable by words. Pure, and the same for the same catalog whatever its order.
 *
 * @param options.floor What scores less is given only as `nearest` (0.35).
 */
export function createToolIndex(catalog: ToolCatalog, { floor = FLOOR } = {}): ToolIndex {
  const groups = groupsOf(catalog)
  const collection: Collection = {
    documents: groups.map(({ terms, entries }) => ({
      type: entries[0]?.subject.definition.slug ?? '',
      effect: terms.effect,
      extras: terms.extras,
      names: terms.names,
    })),
    things: postingsOf(groups.map(({ terms }) => terms.things)),
    doings: postingsOf(groups.map(({ terms }) => terms.doings)),
  }
  const vocabulary = vocabularyOf(catalog, collection)
  return {
    search(text, { limit = 5 } = {}) {
      const said = new Set(wordsOf(text, NO_PHRASES).map(({ stem }) => stem))
      const name = nameOf(text)
      const scores = scoresOf(readQuery(text, vocabulary), collection)
      const ranked = groups
        .map((group, at) => ({
          group,
          score: (scores[at] ?? 0) * group.factor + (group.spellings.includes(name) ? 1 : 0),
        }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.group.key < b.group.key ? -1 : 1))
      const best = (those: typeof ranked, most: number) =>
        those.slice(0, most).flatMap(({ group, score }) => matchOf(chosenOf(group, said), score))
      const most = Math.min(MOST_MATCHES, Math.max(1, Math.trunc(limit) || 1))
      const matches = best(
        ranked.filter(({ score }) => score >= floor),
        most,
      )
      const nothing = matches.length === 0
      return { matches, nothing, nearest: nothing ? best(ranked, MOST_NEAREST) : [] }
    },
  }
}

function groupsOf({ entries }: ToolCatalog): Group[] {
  const groups = new Map<string, ToolEntry[]>()
  for (const entry of entries) {
    const key = `${entry.subject.definition.slug} ${entry.entity} ${entry.action}`
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return [...groups].flatMap(([key, entries]) => {
    const [first] = entries
    const terms = first && termsOf(first.subject.definition).get(`${first.entity}.${first.action}`)
    const isThere = entries.some(({ subject }) => subject.state !== 'not_connected')
    const spellings = [nameOf(key), nameOf(key.slice(key.indexOf(' ')))]
    return terms ? [{ key, entries, terms, factor: isThere ? 1 : UNCONNECTED, spellings }] : []
  })
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

function vocabularyOf(catalog: ToolCatalog, { things, doings }: Collection): Vocabulary {
  const definitions = new Set(catalog.subjects.map(({ definition }) => definition))
  const typeNames = new Map<string, Set<string>>()
  const names = new Set(phrases)
  for (const definition of definitions) {
    for (const name of namesOf(definition)) names.add(name)
    for (const name of typeNamesOf(definition)) {
      if (name.includes('_')) names.add(name)
      typeNames.set(name, (typeNames.get(name) ?? new Set<string>()).add(definition.slug))
    }
  }
  const words = [
    ...things.keys(),
    ...doings.keys(),
    ...nounMeanings.keys(),
    ...verbMeanings.keys(),
    ...typeNames.keys(),
  ]
  return {
    phrases: names,
    thing: strongest(things),
    doing: strongest(doings),
    typeNames,
    byLetter: byFirstLetter(new Set(words)),
  }
}

/** "google-drive" is also called "google drive", "googledrive", "gdrive" and "drive". */
function typeNamesOf({ slug, title }: Definition): string[] {
  return [slug, title].flatMap((name) => {
    const [first = '', ...others] = name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
    if (others.length === 0) return [stemOf(first)]
    const last = others.at(-1) ?? ''
    const short = `${first.charAt(0)}${others.join('')}`
    return [
      [first, ...others].map(stemOf).join('_'),
      stemOf(`${first}${others.join('')}`),
      stemOf(short),
      stemOf(last),
    ]
  })
}

function strongest(postings: Postings): (stem: string) => number {
  const best = new Map([...postings].map(([stem, { strengths }]) => [stem, Math.max(...strengths)]))
  return (stem) => best.get(stem) ?? 0
}

/** The connector whose name is said, or else one that is connected, or else the first by its id. */
function chosenOf({ entries }: Group, said: ReadonlySet<string>): readonly ToolEntry[] {
  if (entries.length === 1) return entries
  const rankOf = ({ subject }: ToolEntry) =>
    (isSaid(subject, said) ? 4 : 0) +
    (subject.state === 'connected' ? 2 : subject.state === 'needs_reauth' ? 1 : 0)
  return [...entries].sort((a, b) => rankOf(b) - rankOf(a) || (a.subject.id < b.subject.id ? -1 : 1))
}

/** Whether a word of the connector's own name was said that is not its type's. */
function isSaid({ name, definition }: ToolSubject, said: ReadonlySet<string>): boolean {
  const type = new Set(wordsOf(`${definition.slug} ${definition.title}`, NO_PHRASES).map(({ stem }) => stem))
  return wordsOf(name, NO_PHRASES).some(({ stem }) => said.has(stem) && !type.has(stem))
}

function matchOf([entry, ...others]: readonly ToolEntry[], score: number): ToolMatch[] {
  if (!entry) return []
  const { subject, entity, action, operation } = entry
  return [
    {
      tool: entry.name,
      connector: subject.id,
      connectorType: subject.definition.slug,
      state: subject.state,
      entity,
      action,
      title: `${subject.name}: ${entity}.${action}`,
      description: describeOperation(entry),
      effect: operation.effect,
      score: Math.round(score * 1_000) / 1_000,
      alsoIn: others.slice(0, MOST_OTHERS).map(({ subject }) => subject.id),
      entry,
    },
  ]
}
