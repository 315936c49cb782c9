import { getNamedType } from 'graphql'
import type { Variables } from '../behaviour/filled.ts'
import type { Json } from '../json.ts'
import type { Stored } from '../state/store.ts'
import type { Entity } from './entity.ts'
import { entityOf } from './find-record.ts'
import type { Asked } from './graph.ts'
import { type Played, playList } from './listed.ts'
import { MISSING, perform } from './perform.ts'
import { shapedValue } from './shaped-value.ts'

/** Does what the behaviour says of a field and gives its value. Throws the vendor's error where it is refused. */
export function playField(asked: Asked, entity: Entity, played: Played): unknown {
  const { plan, args } = played
  const { stored } = entity
  const variables: Variables = {
    ...asked.variables,
    args,
    parent: entity.record,
    at: { scope: stored.scope, key: stored.key },
  }
  if (plan.behaviour.does === 'list') return playList(asked, played, variables)
  if (!plan.each) return play(asked, played, variables)
  const items = [plan.each(variables, asked.graph.world.templates) ?? []].flat()
  const done = items.map((item) => perform(asked, played, { ...variables, item }))
  return answerOf(asked, played, { ...variables, records: done.map(({ record }) => record) })
}

function play(asked: Asked, played: Played, variables: Variables): unknown {
  if (played.plan.behaviour.does === 'node') return playNode(asked, played, variables)
  const done = perform(asked, played, variables)
  return done === MISSING ? null : answerOf(asked, played, done)
}

function answerOf(asked: Asked, played: Played, variables: Variables): unknown {
  const { operation } = played.plan
  const value = operation.answer
    ? operation.answer(variables, asked.graph.world.templates)
    : (variables.record as Json | undefined)
  return shapedValue(asked, {
    ...played,
    type: played.field.type,
    value: value ?? null,
    known: variables.stored as Stored | undefined,
  })
}

/** Whatever has that id. */
function playNode(asked: Asked, { plan, field, args }: Played, variables: Variables): Entity | null {
  const { graph } = asked
  const name = String(plan.key?.(variables, graph.world.templates) ?? args.id ?? '')
  const found = entityOf(graph, getNamedType(field.type), name)
  if (found || plan.behaviour.missing === 'null') return found
  throw graph.errors.error('not_found', { ...variables, name, type: 'Node' })
}
