import { getNamedType } from 'graphql'
import type { Variables } from '../behaviour/filled.ts'
import { isObject } from '../json.ts'
import { fillScope } from '../respond/place.ts'
import { filterOf } from '../state/filter.ts'
import { matches } from './comparators.ts'
import { pageOf } from './connection.ts'
import type { Entity } from './entity.ts'
import type { FieldPlan } from './field-plan.ts'
import { type Asked, type AskedField, isConnection, objectTypes, resourceOfType } from './graph.ts'
import { nodeType, recordsOfTypes } from './links.ts'
import { ordered } from './order-records.ts'

export interface Played extends AskedField {
  readonly plan: FieldPlan
}

/** The records of a collection, as the behaviour says of a field. */
export function playList(asked: Asked, played: Played, variables: Variables): unknown {
  const { graph } = asked
  const { plan, args } = played
  const scope = fillScope(plan.operation.scope, variables, graph.world)
  const types = typesOf(asked, played)
  const filter = filterOf(plan.behaviour.filter ?? {}, args)
  if ('param' in filter) throw graph.errors.error('invalid_query', { ...variables, param: filter.param })
  const scopes = filter.scopes ?? [scope]
  const all = scopes.flatMap((one) => recordsOfTypes(graph, types, one))
  const found = all.filter(({ record }) => filter.predicate(record))
  return listed(asked, found, played)
}

function typesOf({ graph }: Asked, { plan, args, field }: Played): readonly string[] {
  const { resource, kinds } = plan.behaviour
  const node = nodeType(getNamedType(field.type))
  const meant = kinds && new Map(Object.entries(kinds.types)).get(String(args[kinds.param]))
  return (node ? objectTypes(graph, node) : []).filter(
    (name) =>
      (resource === undefined || resourceOfType(graph, name) === resource) &&
      (!kinds || meant?.includes(name) === true),
  )
}

/** Records as a list field shows them: without the hidden ones, filtered, in order, and a page of them. */
export function listed(
  asked: Asked,
  records: readonly Entity[],
  { parent, field, args }: AskedField,
): unknown {
  const { hidden, comparators } = asked.graph.behaviour
  const shown =
    hidden && args[hidden.unless] !== true
      ? records.filter(({ record }) => record[hidden.member] == null)
      : records
  const filter = comparators === undefined ? undefined : args[comparators]
  const found = isObject(filter) ? shown.filter((record) => matches(asked, record, filter)) : shown
  if (!isConnection(getNamedType(field.type))) return found
  return pageOf(asked, ordered(asked, found, args), { parent, field, args })
}
