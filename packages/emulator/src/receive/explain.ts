import type { ErrorObject } from 'ajv'
import { asObjects, type Json, type JsonObject } from '../json.ts'
import type { RequestSchemas, Thoroughness } from './request-schemas.ts'

/** What a value lacks, by its place in the value. */
export interface Finding {
  readonly path: readonly string[]
  readonly code: 'missing' | 'invalid' | 'unknown'
  /** Never holds the value. */
  readonly message: string
}

const DEEPEST = 6
const MOST_FINDINGS = 100
/** Of a large list in which each item is wrong no more errors are looked at. */
const MOST_ERRORS = 2000
/** Of a value with so many values in it the first error alone is told: Ajv copies all errors at each further one. */
const LARGE = 10_000

/**
 * Why a value is not valid, at most 100 findings, one for each place and code; the
 * first alone for a value with 10,000 values in it. A validator complains of each branch
 * of a choice; here the choice is complained of, or what one branch lacks when it alone is meant.
 */
export function explain(schemas: RequestSchemas, schema: JsonObject, value: Json): readonly Finding[] {
  const told = partsUpTo(value, LARGE) >= LARGE ? 'first' : 'all'
  const validate = schemas.validator(schema, told)
  if (validate(value)) return []
  const findings = explained({ schemas, told, depth: 0 }, (validate.errors ?? []).slice(0, MOST_ERRORS))
  const unique = new Map(findings.map((finding) => [`${finding.path.join('/')} ${finding.code}`, finding]))
  return [...unique.values()].slice(0, MOST_FINDINGS)
}

/** How many values a value holds, counted no further than `most`. */
function partsUpTo(value: Json, most: number): number {
  if (typeof value !== 'object' || value === null) return 1
  let count = 1
  for (const part of Object.values<Json>(value)) {
    if (count >= most) return count
    count += partsUpTo(part, most - count)
  }
  return count
}

interface Context {
  readonly schemas: RequestSchemas
  readonly told: Thoroughness
  readonly depth: number
}

/** A choice stands behind the errors of its branches, so the list is read from its end. */
function explained(context: Context, errors: readonly ErrorObject[]): readonly Finding[] {
  const findings: (readonly Finding[])[] = []
  for (let index = errors.length - 1; index >= 0; index -= 1) {
    const error = errors[index]
    if (!error) continue
    const choice = isChoice(error) && context.depth < DEEPEST ? errorsOfBranches(context, error) : undefined
    if (!choice) {
      findings.push([findingOf(error)])
      continue
    }
    findings.push(explainedChoice(context, error, choice))
    index -= choice.reduce((sum, branch) => sum + branch.length, 0)
  }
  return findings.reverse().flat()
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'anyOf' || keyword === 'oneOf'
}

function errorsOfBranches(
  { schemas, told }: Context,
  error: ErrorObject,
): readonly (readonly ErrorObject[])[] {
  return asObjects(error.schema as Json).map((branch) => {
    const validate = schemas.validator(branch, told)
    return validate(error.data) ? [] : [...(validate.errors ?? [])]
  })
}

function explainedChoice(
  context: Context,
  error: ErrorObject,
  branches: readonly (readonly ErrorObject[])[],
): readonly Finding[] {
  const [meant, ...others] = branches.filter((errors) => errors.length > 0 && !errors.some(isOtherKind))
  if (!meant || others.length > 0) return [findingOf(error)]
  const base = pathOf(error)
  const inside = explained({ ...context, depth: context.depth + 1 }, meant)
  return inside.map((finding) => ({ ...finding, path: [...base, ...finding.path] }))
}

/** The value is not even of the kind that the branch is about. */
function isOtherKind({ instancePath, keyword }: ErrorObject): boolean {
  return instancePath === '' && ['type', 'const', 'enum'].includes(keyword)
}

function findingOf(error: ErrorObject): Finding {
  const path = pathOf(error)
  const { missingProperty, additionalProperty, unevaluatedProperty } = error.params
  if (typeof missingProperty === 'string') {
    return { path: [...path, missingProperty], code: 'missing', message: 'is required' }
  }
  const extra: unknown = additionalProperty ?? unevaluatedProperty
  if (typeof extra === 'string')
    return { path: [...path, extra], code: 'unknown', message: 'is not described' }
  return { path, code: 'invalid', message: error.message ?? 'is invalid' }
}

function pathOf({ instancePath }: ErrorObject): readonly string[] {
  return instancePath.split('/').slice(1).map(plainToken)
}

/** RFC 6901, section 4: Ajv does not percent-encode these. */
function plainToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}
