import type { Effect } from '@sallyport/definition'
import { describeOperation } from './operation-tool.ts'
import type { ToolCatalog, ToolEntry } from './tool-catalog.ts'
import type { ToolState } from './tool-subject.ts'

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
  /** From 0 to about 1. */
  readonly score: number
  /** Further connectors of the type that have it, by their ids. */
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

/** Words in common, of all words of the query: less is something else. */
const FLOOR = 0.5
const MAX_QUERY = 500
const MOST_NEAREST = 3

/** Ranks operations by the words that they have in common with a query. */
export function rankByWords({ entries }: ToolCatalog, query: string, limit: number): Found {
  const wanted = new Set(wordsOf(query.slice(0, MAX_QUERY)))
  const ranked = entries
    .map((entry) => ({ entry, score: scoreOf(entry, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.entry.name < b.entry.name ? -1 : 1))
  const matches = ranked.filter(({ score }) => score >= FLOOR).slice(0, limit)
  const nothing = matches.length === 0
  const nearest = nothing ? ranked.slice(0, MOST_NEAREST) : []
  return { matches: matches.map(matchOf), nothing, nearest: nearest.map(matchOf) }
}

function scoreOf({ subject, entity, action, operation }: ToolEntry, wanted: ReadonlySet<string>): number {
  const named = new Set(wordsOf(`${subject.definition.slug} ${entity} ${action}`))
  const told = new Set(wordsOf(operation.about ?? ''))
  let score = 0
  for (const word of wanted) score += named.has(word) ? 1 : told.has(word) ? 0.5 : 0
  return score / Math.max(wanted.size, 1)
}

/** Words that say nothing of what is to be done. */
const EMPTY = new Set('a an the of in on for to my all with and or is are please me'.split(' '))

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !EMPTY.has(word))
    .map((word) => (word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word))
}

function matchOf({ entry, score }: { readonly entry: ToolEntry; readonly score: number }): ToolMatch {
  const { subject, entity, action, operation } = entry
  return {
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
    alsoIn: [],
    entry,
  }
}
