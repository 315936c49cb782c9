import { checkAuth } from './check-auth.ts'
import { checkConfig } from './check-config.ts'
import { checkEntity } from './check-entity.ts'
import { checkHeaders, notToState } from './check-headers.ts'
import type { Definition } from './definition.ts'
import type { ErrorRule, ErrorRules } from './errors.ts'
import { checkIdentity } from './identity.ts'
import type { Operation } from './operation.ts'
import { compileNative, type PatternCompiler } from './pattern-compiler.ts'
import { unless } from './unless.ts'
import { checkUtterances } from './utterances.ts'

const SLUG = /^[a-z][a-z0-9-]{0,62}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/**
 * Everything that is inconsistent in a definition; empty when it is sound.
 *
 * @param compile Makes the matchers of its patterns. JavaScript's own are for definitions that come with the program.
 */
export function checkDefinition(definition: Definition, compile: PatternCompiler = compileNative): string[] {
  const { slug, id, auth, errors, entities } = definition
  const operations = Object.values(entities).flatMap(({ actions }) => Object.values(actions))
  return [
    ...unless(SLUG.test(slug), `the slug "${slug}" is not lower case, digits and hyphens`),
    ...unless(UUID.test(id), `the id "${id}" is not a UUID in lower case`),
    ...checkServer(definition),
    ...checkAuth(auth),
    ...checkErrors(errors),
    ...checkIdempotency(definition, operations),
    ...checkConfig(definition, operations, compile),
    ...Object.entries(entities).flatMap(([name, entity]) => checkEntity(name, entity)),
    ...checkAliases(definition),
    ...checkUtterances(definition),
    ...checkIdentity(definition),
    ...unless(
      operations.filter(({ check }) => check).length < 2,
      'more than one operation is marked as the check',
    ),
  ]
}

function checkAliases({ aliases = {}, entities }: Definition): string[] {
  const known = new Set(
    Object.entries(entities).flatMap(([name, { actions }]) =>
      Object.keys(actions).map((action) => `${name}.${action}`),
    ),
  )
  return Object.entries(aliases).flatMap(([from, to]) => [
    ...unless(known.has(to), `the alias "${from}" leads to "${to}", which is no operation`),
    ...unless(!known.has(from), `"${from}" is both an operation and an alias`),
    ...unless(
      /^[a-z][a-z0-9_]{0,62}\.[a-z][a-z0-9_]{0,62}$/.test(from),
      `"${from}" cannot name an operation`,
    ),
  ])
}

function checkServer({ server: { url, headers = {}, origins = {} } }: Definition): string[] {
  return [
    ...unless(isBase(url), `the server's URL "${url}" is not an https URL without a query`),
    ...Object.values(origins)
      .filter((origin) => !isBase(origin.url) || new URL(origin.url).pathname !== '/')
      .map((origin) => `"${origin.url}" is not an https origin without a path`),
    ...checkHeaders(Object.keys(headers)),
    ...notToState(Object.keys(headers), 'the server'),
  ]
}

function checkIdempotency(definition: Definition, operations: readonly Operation[]): string[] {
  const stated = [definition.idempotency, ...operations.map(({ idempotency }) => idempotency)]
  const headers = stated.flatMap((one) => (typeof one === 'object' && 'header' in one ? [one.header] : []))
  return [...checkHeaders(headers), ...notToState(headers, 'a key')]
}

function checkErrors({ rules, requestId, inBand }: ErrorRules): string[] {
  const headers = rules.flatMap(({ when, retryAt }) => [
    ...Object.keys(when.header ?? {}),
    ...(retryAt && 'header' in retryAt ? [retryAt.header] : []),
  ])
  return [
    ...unless(rules.every(hasCondition), 'an error rule without a condition hides those after it'),
    ...unless(inBand === undefined || inBand.at !== '', 'a failure in an answer is nowhere in it'),
    ...checkHeaders([...headers, ...(requestId === undefined ? [] : [requestId])]),
  ]
}

function hasCondition({ when }: ErrorRule): boolean {
  return when.status !== undefined || Object.keys({ ...when.header, ...when.body }).length > 0
}

function isBase(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed?.protocol === 'https:' && parsed.search === '' && parsed.hash === '' && parsed.username === ''
}
