import type { Effect } from '@sallyport/definition'
import { countTokens } from './results/index.ts'
import { operationMembers } from './schema/operation-members.ts'
import { shortName } from './short-name.ts'
import type { ToolCatalog, ToolEntry } from './tool-catalog.ts'
import type { ToolSubject } from './tool-subject.ts'

/** What all that a connector can do may cost to read. */
export const OVERVIEW_TOKENS = 1_200

export interface Overview {
  readonly text: string
  readonly tokens: number
}

/** Marks of what a model should not do unasked. */
const MARKS: Readonly<Record<Effect, string>> = {
  read: '',
  write: '',
  destructive: '!',
  external_message: '!',
  money: '!',
}

/**
 * All that a connector can do, entity by entity: with the params that must be given where that fits, else actions by
 * name, else entities. Names of tools are made of it, so it is enough to describe or run them.
 */
export function overview(
  catalog: ToolCatalog,
  subject: ToolSubject,
  { maxTokens = OVERVIEW_TOKENS }: { readonly maxTokens?: number } = {},
): Overview {
  const entries = catalog.entries.filter((entry) => entry.subject === subject)
  const head = headOf(catalog, subject)
  const levels = [withParams, actionNames, actionCount]
  for (const level of levels) {
    const text = [head, ...linesOf(catalog, entries, level)].join('\n')
    const tokens = countTokens(text)
    if (tokens <= maxTokens) return { text, tokens }
  }
  return entityNames(head, entries, maxTokens)
}

function headOf({ prefixOf }: ToolCatalog, subject: ToolSubject): string {
  const { definition, state } = subject
  const prefix = prefixOf(subject)
  const states = {
    connected: '',
    needs_reauth: ' Its user has to connect it again.',
    not_connected: ' Not connected.',
  }
  return `${shortName(subject)}: ${definition.about}${states[state]} Tools are named ${prefix}_<entity>_<action>. "!": ask your user first.`
}

type Level = (catalog: ToolCatalog, entries: readonly ToolEntry[]) => string

function linesOf(catalog: ToolCatalog, entries: readonly ToolEntry[], level: Level): string[] {
  const byEntity = Map.groupBy(entries, ({ entity }) => entity)
  return [...byEntity].map(([entity, own]) => `${entity}: ${level(catalog, own)}`)
}

function withParams(catalog: ToolCatalog, entries: readonly ToolEntry[]): string {
  const { shared, own } = requiredParams(entries)
  const actions = entries.map((entry, index) => {
    const params = own[index] ?? []
    return `${actionName(catalog, entry)}${params.length === 0 ? '' : `(${params.join(',')})`}`
  })
  return `${shared.length === 0 ? '' : `(${shared.join(',')}) `}${actions.join(' ')}`
}

/** Params that every action of an entity must be given, and those that some must be given beside. */
function requiredParams(entries: readonly ToolEntry[]) {
  const all = entries.map(({ subject, operation }) =>
    operationMembers(subject, operation)
      .members.filter(({ required }) => required)
      .map(({ name }) => name),
  )
  const shared =
    entries.length < 2 ? [] : (all[0] ?? []).filter((name) => all.every((names) => names.includes(name)))
  return { shared, own: all.map((names) => names.filter((name) => !shared.includes(name))) }
}

function actionNames(catalog: ToolCatalog, entries: readonly ToolEntry[]): string {
  return entries.map((entry) => actionName(catalog, entry)).join(' ')
}

/** The action, or the whole name of a tool that is not found by it. */
function actionName(catalog: ToolCatalog, entry: ToolEntry): string {
  const spelled = `${catalog.prefixOf(entry.subject)}_${entry.entity}_${entry.action}`
  const name = catalog.find(spelled) === entry ? entry.action : entry.name
  return `${name}${MARKS[entry.operation.effect]}`
}

function actionCount(_: ToolCatalog, entries: readonly ToolEntry[]): string {
  return `${entries.length} actions`
}

/** As many as fit, and how many more there are: an uploaded definition may have thousands. */
function entityNames(head: string, entries: readonly ToolEntry[], maxTokens: number): Overview {
  const names = [...new Set(entries.map(({ entity }) => entity))]
  for (let shown = names.length; ; shown = Math.floor(shown / 2)) {
    const more = names.length - shown
    const rest = more === 0 ? '' : ` and ${more} more: find them with search_tools`
    const text = `${head}\n${names.slice(0, shown).join(', ')}${rest}`
    const tokens = countTokens(text)
    if (tokens <= maxTokens || shown === 0) return { text, tokens }
  }
}
