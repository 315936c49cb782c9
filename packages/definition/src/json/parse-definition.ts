import { checkDefinition } from '../check-definition.ts'
import type { Definition } from '../definition.ts'
import type { PatternCompiler, WholeMatcher } from '../pattern-compiler.ts'
import { BOUNDS } from './bounds.ts'
import { checkCarried } from './check-carried.ts'
import { checkReach } from './check-reach.ts'
import { checkSchemas } from './check-schemas.ts'
import { checkShape } from './check-shape.ts'
import { copyJson } from './copy-json.ts'
import { type DefinitionProblem, pathOf } from './problem.ts'

/** A definition, or everything that keeps the JSON from being one: of very many problems the first 50. */
export type ParsedDefinition =
  | { readonly definition: Definition; readonly problems: readonly [] }
  | { readonly definition: undefined; readonly problems: readonly DefinitionProblem[] }

export interface ParseOptions {
  /** Makes matchers that take linear time, whatever the pattern. */
  readonly compile: PatternCompiler
}

/**
 * Reads the JSON form of a definition, which is hostile until proven otherwise: bounds, names and texts first, then its
 * form, its schemas and patterns, where it leads, what it sends along, and whether it is consistent. What comes back is
 * a frozen copy, which counts as written by nobody of ours: it is interpreted and never becomes code.
 */
export function parseDefinition(json: unknown, options: ParseOptions): ParsedDefinition {
  const copied = copyJson(json)
  if (!copied.whole || isLarge(copied.value)) return refused(copied.problems)
  const problems = [...copied.problems, ...checkShape(copied.value)]
  if (problems.length > 0) return refused(problems)
  const definition = copied.value as Definition
  const compile = bounded(options.compile)
  const found = [
    ...checkSchemas(definition, compile),
    ...checkForms(definition, compile),
    ...checkReach(definition),
    ...checkCarried(definition),
    ...checkDefinition(definition, compile).map((message) => ({ path: '', message: `${message}.` })),
  ]
  return found.length > 0 ? refused(found) : { definition, problems: [] }
}

function isLarge(value: unknown): boolean {
  return new TextEncoder().encode(JSON.stringify(value) ?? '').length > BOUNDS.bytes
}

function refused(problems: readonly DefinitionProblem[]): ParsedDefinition {
  const tooLarge = { path: '', message: `It is larger than ${BOUNDS.bytes / 1024} KB.` }
  const all = problems.length === 0 ? [tooLarge] : problems
  return { definition: undefined, problems: all.slice(0, BOUNDS.problems) }
}

/** Patterns of the fields of credentials. */
function checkForms({ auth }: Definition, compile: PatternCompiler): DefinitionProblem[] {
  return Object.entries(auth).flatMap(([way, { form }]) =>
    Object.entries(form)
      .filter(([, { pattern }]) => pattern !== undefined && compile(pattern) === undefined)
      .map(([name]) => ({
        path: pathOf(['auth', way, 'form', name, 'pattern']),
        message: 'The pattern is none in the syntax of RE2, or is too large.',
      })),
  )
}

/** After so many that are none, what follows is not even looked at: compiling takes time. */
const MOST_REFUSED = 10

/** Each pattern is looked at once; after very many of them there are no more. */
function bounded(compile: PatternCompiler): PatternCompiler {
  const known = new Map<string, WholeMatcher | undefined>()
  let refused = 0
  const look = (pattern: string) => {
    const matcher = refused < MOST_REFUSED && known.size < BOUNDS.patterns ? compile(pattern) : undefined
    if (matcher === undefined) refused++
    return matcher
  }
  return (pattern) => {
    if (!known.has(pattern)) known.set(pattern, look(pattern))
    return known.get(pattern)
  }
}
