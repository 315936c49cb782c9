import { type Definition, type Entity, pagedBy } from '@sallyport/definition'
import { type Finding, unless } from './finding.ts'
import { alternativesOf, fieldAt, type Schema } from './schema.ts'

/** Where the compact view, search, sync and relations of an entity name what is not there. */
export function storeFindings(definition: Definition, name: string, entity: Entity): Finding[] {
  const { compact = [], untrusted = [], search } = entity
  const field = (place: string, path: string) => fieldFindings(entity, `${name} ${place}`, path)
  return [
    ...entity.key.flatMap((path) => field('key', path)),
    ...compact.flatMap((path) => field('compact', path)),
    ...untrusted.flatMap((path) => field('untrusted', path)),
    ...Object.entries(search?.fields ?? {}).flatMap(([path, as]) =>
      searchFindings(entity, name, { path, as }),
    ),
    ...(search?.semantic ?? []).flatMap((path) => searchFindings(entity, name, { path, as: 'text' })),
    ...syncFindings(name, entity),
    ...relationFindings(definition, name, entity),
    ...pagingFindings(name, entity),
  ]
}

function fieldFindings({ record }: Entity, at: string, path: string): Finding[] {
  const isThere = fieldAt(record as Schema, path) !== undefined
  return unless(isThere, `${at}.${path}`, 'is no field of the record')
}

/** How a field is compared -> the types that it may have. Dates are written as text or counted. */
const COMPARED: Readonly<Record<string, readonly string[]>> = {
  text: ['string'],
  keyword: ['string', 'integer'],
  number: ['number', 'integer'],
  boolean: ['boolean'],
  date: ['string', 'integer', 'number'],
}

interface Searched {
  readonly path: string
  readonly as: string
}

function searchFindings(entity: Entity, name: string, { path, as }: Searched): Finding[] {
  const at = `${name} search.${path}`
  const field = fieldAt(entity.record as Schema, path)
  if (field === undefined) return [{ at, problem: 'is no field of the record' }]
  const types = alternativesOf(field, (schema) => schema).flatMap(({ type, items }) =>
    type === 'array' && items ? alternativesOf(items, (schema) => schema).map((item) => item.type) : [type],
  )
  const allowed = [...(COMPARED[as] ?? []), 'null', 'any']
  const odd = types.filter((type) => !allowed.includes(type))
  return unless(odd.length === 0, at, `is ${odd.join(' or ')}, and compared as ${as}`)
}

function syncFindings(name: string, entity: Entity): Finding[] {
  const { sync, actions } = entity
  if (sync === undefined) return []
  const at = `${name} sync`
  const from = Object.hasOwn(actions, sync.from) ? actions[sync.from] : undefined
  if (from?.page === undefined) return [{ at: `${at}.from`, problem: `"${sync.from}" is no list of it` }]
  const names = [...(sync.since === undefined ? [] : [sync.since]), ...Object.keys(sync.params ?? {})]
  const deleted = typeof sync.deleted === 'object' ? [sync.deleted.field] : []
  return [
    ...(sync.cursor === undefined ? [] : fieldFindings(entity, `${at}.cursor`, sync.cursor)),
    ...deleted.flatMap((path) => fieldFindings(entity, `${at}.deleted`, path)),
    ...names
      .filter((param) => !Object.hasOwn(from.params.properties, param))
      .map((param) => ({ at: `${at}.${param}`, problem: `is no parameter of "${sync.from}"` })),
  ]
}

function relationFindings({ entities }: Definition, name: string, entity: Entity): Finding[] {
  return Object.entries(entity.relations ?? {}).flatMap(([relation, { field, entity: to, key }]) => {
    const at = `${name} relations.${relation}`
    const other = Object.hasOwn(entities, to) ? entities[to] : undefined
    return [
      ...fieldFindings(entity, at, field),
      ...(other === undefined
        ? [{ at, problem: `leads to "${to}", which is no entity` }]
        : unless(
            fieldAt(other.record as Schema, key) !== undefined,
            at,
            `leads to "${key}", which ${to} do not have`,
          )),
    ]
  })
}

/** Lists that go on after a field of their last record. */
function pagingFindings(name: string, entity: Entity): Finding[] {
  return Object.entries(entity.actions).flatMap(([action, operation]) => {
    const page = pagedBy(operation.page)
    const at = `${name}.${action} page`
    if (page?.style === 'keyset') return fieldFindings(entity, at, page.key)
    return page?.style === 'window' ? fieldFindings(entity, at, page.time) : []
  })
}
