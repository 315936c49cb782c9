import { checkAuth } from './check-auth.ts'
import { checkConfig } from './check-config.ts'
import { checkEntity } from './check-entity.ts'
import type { Definition } from './definition.ts'
import type { ErrorRule, ErrorRules } from './errors.ts'
import { unless } from './unless.ts'

const SLUG = /^[a-z][a-z0-9-]{0,62}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** RFC 9110 5.1 knows no case in names of headers; ours are looked up in lower case. */
const HEADER = /^[a-z0-9!#$%&'*+.^_`|~-]+$/
/** Headers that the request itself decides, or the credential. */
const OWN_HEADERS = new Set(['authorization', 'content-type', 'content-length', 'host'])

/** Everything that is inconsistent in a definition; empty when it is sound. */
export function checkDefinition(definition: Definition): string[] {
  const { slug, id, auth, errors, entities } = definition
  const operations = Object.values(entities).flatMap(({ actions }) => Object.values(actions))
  return [
    ...unless(SLUG.test(slug), `the slug "${slug}" is not lower case, digits and hyphens`),
    ...unless(UUID.test(id), `the id "${id}" is not a UUID in lower case`),
    ...checkServer(definition),
    ...checkAuth(auth),
    ...checkErrors(errors),
    ...checkConfig(definition, operations),
    ...Object.entries(entities).flatMap(([name, entity]) => checkEntity(name, entity)),
    ...unless(
      operations.filter(({ check }) => check).length < 2,
      'more than one operation is marked as the check',
    ),
  ]
}

function checkServer({ server: { url, headers = {} } }: Definition): string[] {
  return [
    ...unless(isBase(url), `the server's URL "${url}" is not an https URL without a query`),
    ...checkHeaders(Object.keys(headers)),
    ...Object.keys(headers)
      .filter((name) => OWN_HEADERS.has(name.toLowerCase()))
      .map((name) => `the header "${name}" is not the server's to state`),
  ]
}

function checkErrors({ rules, requestId }: ErrorRules): string[] {
  const headers = rules.flatMap(({ when, retryAt }) => [
    ...Object.keys(when.header ?? {}),
    ...(retryAt ? [retryAt.header] : []),
  ])
  return [
    ...unless(rules.every(hasCondition), 'an error rule without a condition hides those after it'),
    ...checkHeaders([...headers, ...(requestId === undefined ? [] : [requestId])]),
  ]
}

function hasCondition({ when }: ErrorRule): boolean {
  return when.status !== undefined || Object.keys({ ...when.header, ...when.body }).length > 0
}

function checkHeaders(names: readonly string[]): string[] {
  return names
    .filter((name) => !HEADER.test(name))
    .map((name) => `"${name}" is not the name of a header in lower case`)
}

function isBase(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed?.protocol === 'https:' && parsed.search === '' && parsed.hash === '' && parsed.username === ''
}
