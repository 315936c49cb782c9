import { describeOperation } from './operation-tool.ts'
import { overview } from './overview.ts'
import { countTokens } from './results/index.ts'
import { operationMembers } from './schema/operation-members.ts'
import { type Detail, signature } from './schema/signature.ts'
import { suggestTools } from './suggest-tools.ts'
import type { ToolCatalog, ToolEntry } from './tool-catalog.ts'
import type { ToolState } from './tool-subject.ts'

/** What a description of tools may cost where nobody says. */
export const DESCRIBE_TOKENS = 2_000
const MAX_NAMES = 20
const MAX_FIELDS = 12

/** One tool as a model reads it before it calls it by `execute`. */
export interface DescribedTool {
  readonly tool: string
  readonly description: string
  readonly effect: string
  readonly state: ToolState
  /** `{number: integer, state?: "open"|"closed"}` */
  readonly params: string
  /** Paths of what it gives that are enough to choose by. */
  readonly gives: readonly string[]
  readonly list: boolean
  /** `user.login -> github_users_get(username)` */
  readonly relations: readonly string[]
}

export interface Description {
  readonly text: string
  readonly tokens: number
  readonly tools: readonly DescribedTool[]
  /** Tools that there was no room for. */
  readonly left: readonly string[]
}

/**
 * Describes tools, and of connectors all that they can do, within a budget: first all that is known of each, else less
 * of each, else as many as fit, with the names of the others.
 */
export function describeTools(
  catalog: ToolCatalog,
  names: readonly string[],
  { maxTokens = DESCRIBE_TOKENS }: { readonly maxTokens?: number } = {},
): Description {
  const asked = [...new Set(names)].slice(0, MAX_NAMES)
  const entries = asked.flatMap((name) => catalog.find(name) ?? [])
  const others = asked.filter((name) => catalog.find(name) === undefined)
  const around = others.map((name) =>
    describeOther(catalog, name, Math.floor(maxTokens / (others.length + 1))),
  )
  const used = countTokens(around.join('\n\n'))
  for (const detail of ['full', 'brief'] as const) {
    const described = entries.map((entry) => describedIn(catalog, entry, detail))
    const text = [...around, ...described.map(describedText)].join('\n\n')
    const tokens = countTokens(text)
    if (tokens <= maxTokens) return { text, tokens, tools: described, left: [] }
  }
  return asManyAsFit(catalog, { entries, around, room: maxTokens - used })
}

interface Rest {
  readonly entries: readonly ToolEntry[]
  readonly around: readonly string[]
  readonly room: number
}

/** Room that is kept for the names of the others. */
const NAMES_TOKENS = 200

function asManyAsFit(catalog: ToolCatalog, rest: Rest): Description {
  const levels = (['brief', 'names', 'required'] as const).map((detail) => ofDetail(catalog, rest, detail))
  const { shown, left } = levels.find((level) => level.shown.length > 0) ?? { shown: [], left: namesIn(rest) }
  const unshown = left.length === 0 ? [] : [`No room for: ${left.join(', ')}. Ask for fewer at once.`]
  const text = [...rest.around, ...shown.map(describedText), ...unshown].join('\n\n')
  return { text, tokens: countTokens(text), tools: shown, left }
}

function namesIn({ entries }: Rest): string[] {
  return entries.map(({ name }) => name)
}

/** Those that fit in one detail, in their order, up to the first that does not. */
function ofDetail(catalog: ToolCatalog, { entries, room }: Rest, detail: Detail) {
  const described = entries.map((entry) => describedIn(catalog, entry, detail))
  const kept = entries.length < 2 ? 0 : NAMES_TOKENS
  let used = 0
  const first = described.findIndex((each) => {
    used += countTokens(`${describedText(each)}\n\n`)
    return used > room - kept
  })
  const shown = first === -1 ? described : described.slice(0, first)
  return { shown, left: described.slice(shown.length).map(({ tool }) => tool) }
}

/** A connector, or a name that means nothing. */
function describeOther(catalog: ToolCatalog, name: string, maxTokens: number): string {
  const subject = catalog.findSubject(name)
  if (subject !== undefined) return overview(catalog, subject, { maxTokens }).text
  const near = suggestTools(catalog, name)
  const hint = near.length === 0 ? 'Find tools with search_tools.' : `Near: ${near.join(', ')}.`
  return `There is no tool ${JSON.stringify(name.slice(0, 80))}. ${hint}`
}

/** One tool; briefly without what is said about its params and where its fields lead. */
export function describeTool(
  catalog: ToolCatalog,
  entry: ToolEntry,
  { brief = false }: { readonly brief?: boolean } = {},
): DescribedTool {
  return describedIn(catalog, entry, brief ? 'brief' : 'full')
}

function describedIn(catalog: ToolCatalog, entry: ToolEntry, detail: Detail): DescribedTool {
  const { name, subject, entity, operation } = entry
  const { members } = operationMembers(subject, operation)
  const isRecord = operation.result === undefined && operation.gives === undefined
  const compact = isRecord ? (subject.definition.entities[entity]?.compact ?? []) : []
  return {
    tool: name,
    description: describeOperation(entry),
    effect: operation.effect,
    state: subject.state,
    params: signature(members, detail),
    gives: compact.slice(0, MAX_FIELDS),
    list: operation.page !== undefined,
    relations: detail !== 'full' || !isRecord ? [] : relationsOf(catalog, entry),
  }
}

/** As a model reads it. */
export function describedText({
  tool,
  description,
  effect,
  state,
  params,
  gives,
  list,
  relations,
}: DescribedTool) {
  const what = gives.length === 0 ? [] : [`${list ? 'list of' : 'gives'} ${gives.join(', ')}`]
  const states = {
    connected: [],
    needs_reauth: ['its user has to connect it again'],
    not_connected: ['not connected'],
  }
  return [
    `${tool} (${[effect, ...states[state]].join('; ')}): ${description}`,
    `params ${params}`,
    ...what,
    ...relations,
  ].join('\n')
}

/** Fields that name a record of another entity, and the tool that gets it. */
function relationsOf(catalog: ToolCatalog, { subject, entity, operation }: ToolEntry): string[] {
  const relations = Object.values(subject.definition.entities[entity]?.relations ?? {})
  const given = new Set(Object.keys(operation.params.properties))
  return relations.flatMap(({ field, entity: to, key }) => {
    const target = catalog.entries.find(
      (each) => each.subject === subject && each.entity === to && each.action === 'get',
    )
    if (target === undefined) return []
    const required = operationMembers(subject, target.operation)
      .members.filter((member) => member.required)
      .map(({ name }) => name)
    const own = required.find((name) => name === key) ?? required.find((name) => !given.has(name))
    return [`${field} -> ${target.name}(${own ?? key})`]
  })
}
