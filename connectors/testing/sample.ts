import type { Schema } from './schema.ts'

/** A value that a schema allows, where it can be told from the schema. */
export function sampleOf(schema: Schema): unknown {
  return samplesOf(schema)[0]
}

/** Values of every kind that a schema allows: each of an enumeration, null where it may be. */
export function samplesOf(schema: Schema): unknown[] {
  if (schema.const !== undefined) return [schema.const]
  if (schema.enum !== undefined) return [...schema.enum]
  const branches = schema.anyOf ?? schema.oneOf
  if (branches !== undefined) return branches.flatMap(samplesOf)
  return [schema.type ?? 'string'].flat().flatMap((type) => samplesOfType(type, schema))
}

function samplesOfType(type: string, schema: Schema): unknown[] {
  const { minimum = 1, format, items } = schema
  switch (type) {
    case 'integer':
    case 'number':
      return [minimum]
    case 'boolean':
      return [true, false]
    case 'null':
      return [null]
    case 'array': {
      const values = samplesOf(items ?? {})
      return values.length === 1 ? [values] : [...values.map((value) => [value]), values]
    }
    case 'object':
      return [objectOf(schema)]
    default:
      return [format === undefined ? 'sample' : (TEXTS[format] ?? 'sample')]
  }
}

/** With every member; where none is named but there may be any, with one. */
function objectOf({ properties, patternProperties, additionalProperties }: Schema): unknown {
  const members = Object.entries(properties ?? {})
  if (members.length > 0) return Object.fromEntries(members.map(([name, member]) => [name, sampleOf(member)]))
  const others = Object.values(patternProperties ?? {})[0] ?? additionalProperties
  return typeof others === 'object' && others.type !== undefined ? { sample: sampleOf(others) } : {}
}

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-02T03:04:05Z',
  date: '2026-01-02',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}
