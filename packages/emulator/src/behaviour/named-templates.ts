import type { Json } from '../json.ts'
import type { Filled, TemplateWorld, Variables } from './filled.ts'
import { prepare } from './template.ts'

/** Templates by name: headers, variables. */
export type NamedTemplate = readonly [name: string, filled: Filled]

/** Throws a `TypeError` for a template that cannot be read. */
export function namedTemplates(templates: Readonly<Record<string, unknown>> = {}): readonly NamedTemplate[] {
  return Object.entries(templates).map(([name, template]) => [name, prepare(template as Json)] as const)
}

/** Headers that have a value. */
export function filledHeaders(
  templates: readonly NamedTemplate[],
  variables: Variables,
  world: TemplateWorld,
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, template] of templates) {
    const value = template(variables, world)
    if (value !== undefined && value !== null) headers[name] = String(value)
  }
  return headers
}
