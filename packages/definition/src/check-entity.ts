import { type Alias, CALL_OPTIONS, callOptionsOf } from './aliases.ts'
import { checkFiles } from './check-files.ts'
import type { Entity } from './definition.ts'
import { type Operation, pathParams } from './operation.ts'
import { pagedBy } from './paging.ts'
import { unless } from './unless.ts'

const NAME = /^[a-z][a-z0-9_]{0,62}$/
/** Names with a meaning of their own in JavaScript: in stored JSON they are an attack. */
const HOSTILE = ['constructor', 'prototype', '__proto__']
/** Names that the typed client keeps for itself. */
const RESERVED_ENTITIES = new Set(['execute', 'preview', 'check', 'close', 'then', ...HOSTILE])
/** The context store's; the third party's own search is `api_search`. */
const RESERVED_ACTIONS = new Set(['search', 'context_store_search', 'then', ...HOSTILE])

/** What is inconsistent in an entity and its operations. */
export function checkEntity(name: string, { record, key, actions }: Entity): string[] {
  const fields = 'properties' in record ? Object.keys(record.properties ?? {}) : []
  return [
    ...unless(NAME.test(name) && !RESERVED_ENTITIES.has(name), `"${name}" cannot name an entity`),
    ...key
      .filter((field) => !fields.includes(field))
      .map((field) => `${name}: the key "${field}" is no field of the record`),
    ...Object.keys(actions)
      .filter((action) => !NAME.test(action) || RESERVED_ACTIONS.has(action))
      .map((action) => `${name}: "${action}" cannot name an action`),
    ...Object.entries(actions).flatMap(([action, operation]) =>
      [...checkOperation(operation), ...checkRepeating(operation, actions)].map(
        (problem) => `${name}.${action}: ${problem}`,
      ),
    ),
  ]
}

function checkOperation(operation: Operation): string[] {
  const { path, params } = operation
  const required = new Set(params.required ?? [])
  return [
    ...unless(isTemplate(path), `the path "${path}" is not a template of a path that begins with a slash`),
    ...pathParams(path)
      .filter((name) => !required.has(name))
      .map((name) => `{${name}} of the path is no required parameter`),
    ...Object.keys(params.properties)
      .filter((name) => HOSTILE.includes(name))
      .map((name) => `"${name}" cannot name a parameter`),
    ...Object.entries(operation.aliases ?? {}).flatMap(([name, alias]) => checkAlias(operation, name, alias)),
    ...checkPaging(operation),
    ...checkFiles(operation),
    ...Object.keys(operation.fixed ?? {})
      .filter((name) => Object.hasOwn(params.properties, name))
      .map((name) => `"${name}" is both a parameter and fixed`),
  ]
}

function checkRepeating({ idempotency, params }: Operation, actions: Entity['actions']): string[] {
  if (typeof idempotency !== 'object' || 'header' in idempotency) return []
  const has = (properties: object, name: string) => Object.hasOwn(properties, name)
  if ('param' in idempotency)
    return unless(
      has(params.properties, idempotency.param),
      `its key is "${idempotency.param}", which is no parameter`,
    )
  const { verify, params: names = {} } = idempotency
  const read = has(actions, verify) ? actions[verify] : undefined
  if (read?.effect !== 'read') return [`it is verified by "${verify}", which is no read of the entity`]
  return Object.entries(names).flatMap(([to, from]) => [
    ...unless(has(read.params.properties, to), `it gives "${to}", which "${verify}" does not take`),
    ...unless(has(params.properties, from), `it is verified with "${from}", which is no parameter`),
  ])
}

function checkAlias(operation: Operation, name: string, alias: string | Alias | null): string[] {
  const { params } = operation
  const taken = unless(!Object.hasOwn(params.properties, name), `"${name}" is both a parameter and an alias`)
  if (alias === null) return taken
  const { to, sets = {} } = typeof alias === 'string' ? { to: alias } : alias
  const declared = Object.hasOwn(params.properties, to)
  const allowed = enumOf(params.properties[to])
  const isOption = CALL_OPTIONS.includes(to)
  const reaches = callOptionsOf(operation).includes(to)
  return [
    ...unless(declared || isOption, `an alias leads to "${to}", which is no parameter`),
    ...unless(declared || !isOption || reaches, `an alias leads to "${to}", which has no place here`),
    ...taken,
    ...Object.keys(sets)
      .filter((value) => allowed !== undefined && !allowed.includes(value))
      .map((value) => `the alias "${name}" means "${value}", which "${to}" does not take`),
  ]
}

function checkPaging({ method, params, page, graphql }: Operation): string[] {
  const paged = pagedBy(page)
  if (!paged) return []
  const own = 'after' in paged ? [paged.size, paged.after] : [paged.size]
  return [
    ...unless(method === 'GET' || graphql !== undefined, `a list is read with GET, not ${method}`),
    ...own
      .filter((name) => Object.hasOwn(params.properties, name))
      .map((name) => `"${name}" is both a parameter and part of the paging`),
    ...unless(Number.isInteger(paged.max) && paged.max > 0, 'the largest page has no size'),
  ]
}

function enumOf(schema: unknown): readonly unknown[] | undefined {
  return typeof schema === 'object' && schema !== null && 'enum' in schema && Array.isArray(schema.enum)
    ? schema.enum
    : undefined
}

/** RFC 3986 3.3: no query and no fragment; braces only around names. */
function isTemplate(path: string): boolean {
  return /^\/[^?#{}\s]*$/.test(path.replace(/\{[A-Za-z0-9_]+\}/g, 'x'))
}
