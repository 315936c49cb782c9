import { CALL_OPTIONS } from './aliases.ts'
import type { Definition, Entity } from './definition.ts'
import { type Operation, pathParams } from './operation.ts'

const SLUG = /^[a-z][a-z0-9-]{0,62}$/
const NAME = /^[a-z][a-z0-9_]{0,62}$/
/** Names that the typed client keeps for itself. */
const RESERVED = new Set(['execute', 'close', 'then', 'constructor', 'prototype', '__proto__'])

/** Everything that is inconsistent in a definition; empty when it is sound. */
export function checkDefinition(definition: Definition): string[] {
  const { slug, server, auth, entities } = definition
  return [
    ...(SLUG.test(slug) ? [] : [`the slug "${slug}" is not lower case, digits and hyphens`]),
    ...(isOrigin(server.url) ? [] : [`the server's URL "${server.url}" is not an https URL without a query`]),
    ...(Object.keys(auth).length > 0 ? [] : ['it states no way to authenticate']),
    ...Object.entries(entities).flatMap(([name, entity]) => checkEntity(name, entity)),
    ...(checksOf(entities) > 1 ? ['more than one operation is marked as the check'] : []),
  ]
}

function checkEntity(name: string, entity: Entity): string[] {
  const named = NAME.test(name) && !RESERVED.has(name)
  return [
    ...(named ? [] : [`"${name}" cannot name an entity`]),
    ...Object.entries(entity.actions).flatMap(([action, operation]) =>
      checkOperation(operation).map((problem) => `${name}.${action}: ${problem}`),
    ),
  ]
}

function checkOperation({ path, params, aliases = {} }: Operation): string[] {
  const declared = new Set(Object.keys(params.properties))
  const required = new Set(params.required ?? [])
  const targets = Object.values(aliases).map((alias) => (typeof alias === 'string' ? alias : alias.to))
  return [
    ...(path.startsWith('/') ? [] : [`the path "${path}" does not begin with a slash`]),
    ...pathParams(path)
      .filter((name) => !required.has(name))
      .map((name) => `{${name}} of the path is no required parameter`),
    ...targets
      .filter((target) => !declared.has(target) && !CALL_OPTIONS.includes(target))
      .map((target) => `an alias leads to "${target}", which is no parameter`),
    ...Object.keys(aliases)
      .filter((alias) => declared.has(alias))
      .map((alias) => `"${alias}" is both a parameter and an alias`),
  ]
}

function isOrigin(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed?.protocol === 'https:' && parsed.search === '' && parsed.hash === '' && parsed.username === ''
}

function checksOf(entities: Definition['entities']): number {
  return Object.values(entities).flatMap((entity) => Object.values(entity.actions).filter((a) => a.check))
    .length
}
