import type { Filled } from '../behaviour/filled.ts'
import { valueAt } from '../behaviour/value-at.ts'
import { asObjects, type Json, type JsonObject } from '../json.ts'
import { filterOf } from '../state/filter.ts'
import { order } from '../state/order.ts'
import type { Stored } from '../state/store.ts'
import type { OperationPlan } from './operation-plan.ts'
import { pageOf, parametersOf } from './page-of-records.ts'
import { fillScope } from './place.ts'
import { readSortKeys } from './sort-keys.ts'
import { type Call, type Done, isTrouble, type Paging, type Trouble, type World } from './world.ts'

/** The page of a list that a request asks for. */
export function listRecords(world: World, plan: OperationPlan, call: Call): Done | Trouble {
  const filter = filterOf(plan.behaviour.filter ?? {}, parametersOf(call))
  if ('param' in filter) return { problem: 'invalid_query', variables: { param: filter.param } }
  const all = plan.from
    ? itemsOf(world, plan.from, call)
    : storedOf(world, plan, { call, scopes: filter.scopes })
  const sorted = inOrder(world, plan, call)
  if ('problem' in sorted) return sorted
  const shown = (record: JsonObject) =>
    filter.predicate(record) && (plan.only?.({ ...call.variables, record }, world.templates) ?? true)
  const found = sorted(all.filter(({ record }) => shown(record)))
  const page = pageOf(world, call, { found, paging: pagingOf(world, plan) })
  return isTrouble(page) ? { ...page, variables: { resource: plan.resource, ...page.variables } } : page
}

interface Sought {
  readonly call: Call
  /** Collections that the filter names. */
  readonly scopes: readonly (readonly string[])[] | undefined
}

function storedOf(world: World, plan: OperationPlan, { call, scopes }: Sought): readonly Stored[] {
  const places = scopes ?? [fillScope(plan.scope, call.variables, world)]
  // One may be in another, or be named twice.
  return [...new Set(places.flatMap((scope) => world.store.list(plan.resource ?? '', scope)))]
}

/** Records that are kept in another, the last one first where the list shows the newest first. */
function itemsOf({ templates }: World, from: Filled, { variables }: Call): readonly Stored[] {
  const items = asObjects(from(variables, templates))
  return items.map((record, index) => ({ record, scope: [], key: String(record.id ?? index) }))
}

function pagingOf({ behaviour }: World, { behaviour: { page = 'default' } }: OperationPlan): Paging {
  return behaviour.paging?.[page] ?? { style: 'none' }
}

type InOrder = (found: readonly Stored[]) => readonly Stored[]

function inOrder(
  { resources, templates }: World,
  plan: OperationPlan,
  { variables }: Call,
): InOrder | Trouble {
  const by = plan.sort?.by(variables, templates)
  const newest = resources.get(plan.resource ?? '')?.behaviour.order === 'newest'
  if (by === undefined || by === null)
    return (found: readonly Stored[]) => (newest ? found.toReversed() : found)
  if (plan.behaviour.sort?.split !== undefined) return byKeys(String(by), plan.behaviour.sort)
  const { members = {} } = plan.behaviour.sort ?? {}
  const path = String(Object.hasOwn(members, String(by)) ? members[String(by)] : by).split('.')
  const sign = String(plan.sort?.direction(variables, templates)).toLowerCase().startsWith('desc') ? -1 : 1
  const value = ({ record }: Stored): Json => valueAt(record, path) ?? ''
  return (found: readonly Stored[]) =>
    found.toSorted((left, right) => sign * order(value(left), value(right)))
}

function byKeys(text: string, sort: NonNullable<OperationPlan['behaviour']['sort']>): InOrder | Trouble {
  const compare = readSortKeys(text, sort)
  if (!compare) return { problem: 'invalid_query', variables: { param: sort.param ?? null } }
  return (found) => found.toSorted((left, right) => compare(left.record, right.record))
}
