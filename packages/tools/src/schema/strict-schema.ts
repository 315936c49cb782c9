import type { Member, ObjectShape, Shape, Value } from './shape.ts'

/** Longer lists of values are described by their first ones: the operation itself names all of them in its error. */
const MAX_VALUES = 60
const SHOWN_VALUES = 5
const MAX_ABOUT = 160

/** What a model writes in place of what strict schemas cannot say. */
const JSON_TEXT = { map: 'JSON object', any: 'JSON' } as const

/**
 * A schema in the words that the strict modes of model vendors have in common: `type`, `properties`, `required`,
 * `additionalProperties`, `items`, `enum`, `anyOf` and `description`. All members are required and those that may be left
 * out may be null (OpenAI, "Structured model outputs"; Claude, "JSON Schema limitations"). Bounds, patterns and formats are left to
 * whoever runs the operation; maps and free values are JSON in a text.
 */
export function strictSchema(shape: Shape): Readonly<Record<string, unknown>> {
  const { about, nullable } = shape
  const schema = bare(shape)
  const said = [about, schema.description].filter((text) => typeof text === 'string' && text !== '')
  const description = cut(said.join(' '), MAX_ABOUT)
  return { ...(nullable ? orNull(schema) : schema), ...(description !== '' && { description }) }
}

type Bare = Readonly<Record<string, unknown>>

function bare(shape: Shape): Bare {
  switch (shape.kind) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return { type: shape.kind, ...formatOf(shape.format, shape.about) }
    case 'enum':
      return chosen(shape.values)
    case 'list':
      return { type: 'array', items: strictSchema(shape.items) }
    case 'object':
      return strictObject(shape)
    case 'choice':
      return { anyOf: shape.branches.map(strictSchema) }
    case 'map':
    case 'any':
      return { type: 'string', description: `${JSON_TEXT[shape.kind]}.` }
  }
}

function formatOf(format: string | undefined, about: string | undefined): Bare {
  return format === undefined || about !== undefined ? {} : { description: `${format}.` }
}

function chosen(values: readonly Value[]): Bare {
  const types = [...new Set(values.map(typeOf))]
  const type = types.length === 1 ? types[0] : types
  if (values.length <= MAX_VALUES) return { type, enum: values }
  return { type, description: `One of ${values.length}: ${values.slice(0, SHOWN_VALUES).join(', ')} ...` }
}

function typeOf(value: Value): 'string' | 'boolean' | 'integer' | 'number' {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  return Number.isInteger(value) ? 'integer' : 'number'
}

export function strictObject({ members }: Pick<ObjectShape, 'members'>) {
  const properties = members.map((member) => [member.key, strictSchema(optionalAsNull(member))] as const)
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: members.map(({ key }) => key),
    additionalProperties: false,
  } as const
}

function optionalAsNull({ required, shape }: Member): Shape {
  return required ? shape : { ...shape, nullable: true }
}

function orNull(schema: Bare): Bare {
  const { type, enum: values, anyOf } = schema
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...anyOf, { type: 'null' }] }
  return {
    ...schema,
    type: [type, 'null'].flat(),
    ...(Array.isArray(values) && { enum: [...values, null] }),
  }
}

function cut(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 3)
        .trimEnd()
        .toWellFormed()}...`
}
