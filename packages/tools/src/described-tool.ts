import { describeOperation } from './operation-tool.ts'
import { operationMembers } from './schema/operation-members.ts'
import { type Detail, signature } from './schema/signature.ts'
import type { ToolCatalog, ToolEntry } from './tool-catalog.ts'
import type { ToolState } from './tool-subject.ts'

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

/** Describes one tool, in this detail. */
export function describedTool(catalog: ToolCatalog, entry: ToolEntry, detail: Detail): DescribedTool {
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
