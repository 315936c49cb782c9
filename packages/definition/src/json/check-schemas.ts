import type { Definition } from '../definition.ts'
import type { PatternCompiler } from '../pattern-compiler.ts'
import { BOUNDS } from './bounds.ts'
import type { JsonSchema } from './interpret-schema.ts'
import { type DefinitionProblem, pathOf } from './problem.ts'

/** Schemas that are too deep or too large, and patterns in them that are none. */
export function checkSchemas({ entities }: Definition, compile: PatternCompiler): DefinitionProblem[] {
  return Object.entries(entities).flatMap(([name, { record, actions }]) => [
    ...checkSchema(record, ['entities', name, 'record'], compile),
    ...Object.entries(actions).flatMap(([action, { params, result }]) => [
      ...checkSchema(params, ['entities', name, 'actions', action, 'params'], compile),
      ...(result ? checkSchema(result, ['entities', name, 'actions', action, 'result'], compile) : []),
    ]),
  ])
}

function checkSchema(schema: object, path: readonly string[], compile: PatternCompiler): DefinitionProblem[] {
  const problems: DefinitionProblem[] = []
  let nodes = 0
  const visit = (node: JsonSchema, at: readonly string[], depth: number): void => {
    nodes++
    if (depth > BOUNDS.schemaDepth || nodes > BOUNDS.schemaNodes) return
    for (const pattern of patternsOf(node)) {
      if (compile(pattern) !== undefined) continue
      problems.push({
        path: pathOf(at),
        message: 'The pattern is none in the syntax of RE2, or is too large.',
      })
    }
    const below = childrenOf(node)
    if (depth === BOUNDS.schemaDepth && below.length > 0) {
      problems.push({ path: pathOf(at), message: `A schema nests at most ${BOUNDS.schemaDepth} levels.` })
    }
    for (const [names, child] of below) visit(child, [...at, ...names], depth + 1)
  }
  visit(schema as JsonSchema, path, 1)
  if (nodes <= BOUNDS.schemaNodes) return problems
  return [...problems, { path: pathOf(path), message: `A schema has at most ${BOUNDS.schemaNodes} parts.` }]
}

function patternsOf({ pattern, patternProperties }: JsonSchema): string[] {
  const names = isObject(patternProperties) ? Object.keys(patternProperties) : []
  return typeof pattern === 'string' ? [pattern, ...names] : names
}

type Child = readonly [names: readonly string[], schema: JsonSchema]

function childrenOf(schema: JsonSchema): Child[] {
  const { properties, patternProperties, items, additionalProperties, anyOf } = schema
  const maps = Object.entries({ properties, patternProperties }).flatMap(([word, members]) =>
    isObject(members) ? Object.entries(members).map(([name, child]) => [[word, name], child] as const) : [],
  )
  const singles = Object.entries({ items, additionalProperties }).map(
    ([word, child]) => [[word], child] as const,
  )
  const branches = Array.isArray(anyOf)
    ? anyOf.map((child, index) => [['anyOf', String(index)], child] as const)
    : []
  return [...maps, ...singles, ...branches].flatMap(([names, child]) =>
    isObject(child) ? [[names, child] as const] : [],
  )
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
