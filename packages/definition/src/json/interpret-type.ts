import type { JsonSchema, Place, Walk } from './interpret-schema.ts'

const WORDS: Readonly<Record<string, readonly string[]>> = {
  number: ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum'],
  string: ['maxLength', 'minLength', 'pattern', 'format'],
  array: ['maxItems', 'minItems', 'items'],
  object: [
    'maxProperties',
    'minProperties',
    'required',
    'additionalProperties',
    'properties',
    'patternProperties',
  ],
}

/** The one type that a schema asks for, where it has words for it too. */
export function kindOf({ type, ...schema }: JsonSchema): string | undefined {
  const kind = Array.isArray(type) && type.length === 1 ? type[0] : type
  const words = typeof kind === 'string' && Object.hasOwn(WORDS, kind) ? WORDS[kind] : undefined
  return words?.some((word) => schema[word] !== undefined) ? String(kind) : undefined
}

export function checkType(walk: Walk, place: Place): void {
  const { type } = place.schema
  if (type === undefined) return
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  if (types.some((name) => isOfType(place.value, name))) return
  walk.report(place, 'type', { params: { type }, message: `must be ${types.join(',')}` })
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'integer':
      return Number.isFinite(value) && Number(value) % 1 === 0
    case 'number':
      return Number.isFinite(value)
    default:
      return typeof value === type
  }
}

export function checkChoice(walk: Walk, place: Place): void {
  const { schema, value } = place
  if ('const' in schema && value !== schema.const) {
    walk.report(place, 'const', {
      params: { allowedValue: schema.const },
      message: 'must be equal to constant',
    })
  }
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    walk.report(place, 'enum', {
      params: { allowedValues: schema.enum },
      message: 'must be equal to one of the allowed values',
    })
  }
}
