import type { ConfigField } from './config.ts'
import type { Definition } from './definition.ts'
import type { Operation } from './operation.ts'
import type { PatternCompiler } from './pattern-compiler.ts'

/** What is inconsistent in the settings, and whether they let the check run with nothing else. */
export function checkConfig(
  { config = {} }: Definition,
  operations: readonly Operation[],
  compile: PatternCompiler,
): string[] {
  const declared = new Set(operations.flatMap(({ params }) => Object.keys(params.properties)))
  const filled = new Set(Object.values(config).flatMap(({ fills = {} }) => Object.keys(fills)))
  return [
    ...Object.entries(config).flatMap(([name, field]) =>
      checkField(field, compile).map((problem) => `config.${name}: ${problem}`),
    ),
    ...[...filled]
      .filter((param) => !declared.has(param))
      .map((param) => `a setting fills "${param}", which is a parameter of no operation`),
    ...operations
      .filter(({ check }) => check)
      .flatMap(({ params }) => params.required ?? [])
      .filter((param) => !filled.has(param))
      .map((param) => `the check needs "${param}", which no setting fills`),
  ]
}

function checkField({ pattern, example, fills = {} }: ConfigField, compile: PatternCompiler): string[] {
  const match = compile(pattern)
  if (match === undefined) return ['its pattern is no regular expression']
  const groups = match(example)
  if (groups === undefined) return [`its example "${example}" does not fit its pattern`]
  return Object.values(fills)
    .filter((group) => !Object.hasOwn(groups, group))
    .map((group) => `its pattern has no group "${group}"`)
}
