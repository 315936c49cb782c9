import type { Variables } from '../behaviour/filled.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { OperationPlan } from './operation-plan.ts'
import { findStored } from './place.ts'
import type { Call, World } from './world.ts'

/** More are left out: docs.stripe.com/api/expanding_objects allows four levels. */
const DEEPEST = 12
const MOST = 20

/** Members that the request asks to see whole: docs.stripe.com/api/expanding_objects. */
export function expansionsOf({ request: { query, body } }: Call): readonly string[] {
  const inBody =
    typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as JsonObject).expand
      : undefined
  return [query.expand, inBody].flatMap((asked) => (Array.isArray(asked) ? asked : [])).map(String)
}

interface Expansion {
  readonly plan: OperationPlan
  readonly variables: Variables
  readonly expansions: readonly string[]
}

/** The variables of the answer, with whole records where the request wants them in the place of their ids. */
export function expandRecords(world: World, { plan, variables, expansions }: Expansion): Variables {
  const resource = plan.resource ?? ''
  if (expansions.length === 0 || !world.resources.get(resource)?.behaviour.expand) return variables
  // A list says `data.customer` of the member `customer` of each record in it.
  const wanted = expansions.slice(0, MOST).map((path) =>
    path
      .replace(/^data\./, '')
      .split('.')
      .slice(0, DEEPEST),
  )
  const expand = (record: JsonObject) =>
    wanted.reduce<Json>((whole, path) => expanded(world, whole, { resource, path }), record)
  const { record, records } = variables
  return {
    ...variables,
    ...(record !== undefined && { record: expand(record as JsonObject) }),
    ...(Array.isArray(records) && { records: records.map(expand) }),
  }
}

interface Place {
  readonly resource: string
  readonly path: readonly string[]
}

/** `latest_invoice.payment_intent` goes on in the record that stands at `latest_invoice`. */
function expanded(world: World, value: Json, { resource, path }: Place): Json {
  const members = world.resources.get(resource)?.behaviour.expand ?? {}
  for (let length = 1; length <= path.length; length += 1) {
    const member = path.slice(0, length).join('.')
    const target = Object.hasOwn(members, member) ? members[member] : undefined
    if (target === undefined) continue
    const rest = { resource: target, path: path.slice(length) }
    return mappedAt(value, path.slice(0, length), (found) =>
      expanded(world, wholeOf(world, target, found), rest),
    )
  }
  return value
}

function wholeOf(world: World, resource: string, value: Json): Json {
  if (typeof value !== 'string' || !world.resources.has(resource)) return value
  return findStored(world, { resource, scope: [], key: value })?.record ?? value
}

/** The value with the one at a path mapped, in every item of the lists on the way. */
function mappedAt(value: Json, path: readonly string[], map: (value: Json) => Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => mappedAt(item, path, map))
  const [key, ...rest] = path
  if (key === undefined) return map(value)
  if (!isObject(value) || !Object.hasOwn(value, key)) return value
  return { ...value, [key]: mappedAt(value[key] ?? null, rest, map) }
}
