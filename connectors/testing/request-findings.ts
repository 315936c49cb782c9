import { bodyTypeOf } from './body-of.ts'
import { type Compared, takenAt } from './compared.ts'
import { type Finding, within } from './finding.ts'
import { neededParams } from './needed.ts'
import { type Placed, placedIn } from './places.ts'
import type { Schema } from './schema.ts'
import { misfits } from './schema-fit.ts'

/** Where a request that we would send is not one that the vendor describes. */
export function requestFindings(compared: Compared): Finding[] {
  const { at, operation } = compared
  return [
    ...placedIn(operation).flatMap((placed) => valueFindings(compared, placed)),
    ...neededParams(compared).map((name) => ({ at: `${at} params.${name}`, problem: 'is required there' })),
    ...encodingFindings(compared),
  ]
}

/** Whether what we send has a place there, and its values are taken. Of paging other findings tell. */
function valueFindings(compared: Compared, { name, place, kind }: Placed): Finding[] {
  const { at, operation, vendor } = compared
  if (kind === 'page') return []
  const where = `${at} ${kind === 'fixed' ? 'fixed' : 'params'}.${name}`
  const taken = takenAt(compared, place)
  if (taken === undefined) return [{ at: where, problem: 'is not described' }]
  const given: Schema =
    kind === 'fixed'
      ? { const: operation.fixed?.[name] }
      : ((operation.params.properties[name] ?? {}) as Schema)
  const found = misfits({
    given: asSent(given, compared, { name, place }),
    taken,
    ours: 'given',
    follow: vendor.follow,
    path: '',
  })
  return found.map(({ path, problem }) => ({ at: within(where, path), problem }))
}

/** A list that is written with commas is text to the vendor. A query has no null, and in a form it is an empty text. */
function asSent(
  given: Schema,
  { operation, encoding }: Compared,
  { name, place }: Pick<Placed, 'name' | 'place'>,
): Schema {
  const isJson = place.in === 'body' && bodyTypeOf(operation, encoding) === 'application/json'
  if (isJson || operation.takes?.as === 'related') return given
  const lists = operation.wire?.[name]?.lists ?? encoding.lists
  if (given.type === 'array' && (lists === 'comma' || place.in === 'header')) return { type: 'string' }
  const branches = given.anyOf ?? []
  if (!branches.some(({ type }) => type === 'null')) return given
  const rest = branches.filter(({ type }) => type !== 'null')
  return { anyOf: place.in === 'body' ? [...rest, { const: '' }] : rest }
}

function encodingFindings({ at, operation, theirs: { bodies }, encoding }: Compared): Finding[] {
  const type = bodyTypeOf(operation, encoding)
  const inBody = placedIn(operation).some(({ place }) => place.in === 'body') || operation.takes !== undefined
  const types = Object.keys(bodies)
  if (!inBody || types.includes(type) || types.includes('*/*')) return []
  return [{ at: `${at} body`, problem: `is ${types.join(' or ') || 'not taken'} there, not ${type}` }]
}
