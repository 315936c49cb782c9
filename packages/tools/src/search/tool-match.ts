import type { Effect } from '@sallyport/definition'
import { describeOperation } from '../operation-tool.ts'
import type { ToolEntry } from '../tool-catalog.ts'
import type { ToolState, ToolSubject } from '../tool-subject.ts'
import { wordsOf } from './words.ts'

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

const MOST_OTHERS = 20
const NO_PHRASES: ReadonlySet<string> = new Set()

/** The words of a text, each by itself. */
export function saidIn(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text, NO_PHRASES).map(({ stem }) => stem))
}

/** The connector whose name is said, or else one that is connected, or else the first by its id. */
export function chosenOf(entries: readonly ToolEntry[], said: ReadonlySet<string>): readonly ToolEntry[] {
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

export function matchOf([entry, ...others]: readonly ToolEntry[], score: number): ToolMatch[] {
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
