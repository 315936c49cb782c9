import { asObject, isObject, type JsonObject } from '../json.ts'
import type { Parameter, ParameterStyle } from './operation.ts'
import type { SchemaReader } from './schema-references.ts'

/** OpenAPI 3.1.0, "Style Values": which style goes where. The first of each is the default. */
const STYLES: Readonly<Record<Parameter['in'], readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
}

/** Reads a parameter whose reference is followed. Throws a `TypeError` that names `place` for what is none. */
export function readParameter(node: JsonObject, schemas: SchemaReader, place: string): Parameter {
  const { name, in: where } = node
  if (typeof name !== 'string' || !isPlace(where)) {
    throw new TypeError(`${place} has a parameter without "name" or with an unknown "in".`)
  }
  const style = STYLES[where].find((known) => known === node.style) ?? STYLES[where][0] ?? 'form'
  const [content] = Object.entries(asObject(node.content))
  const schema = schemas.read(asObject(content?.[1]).schema ?? node.schema, `"${name}" of ${place}`)
  return {
    name,
    in: where,
    required: where === 'path' || node.required === true,
    style,
    // "When style is form, the default value is true. For all other styles, the default value is false."
    explode: typeof node.explode === 'boolean' ? node.explode : style === 'form',
    schema: node.allowEmptyValue === true ? { anyOf: [schema, { const: '' }] } : schema,
    mediaType: isObject(content?.[1]) ? content[0] : undefined,
    ...(node['x-multi-segment'] === true ? { multiSegment: true } : {}),
  }
}

function isPlace(value: unknown): value is Parameter['in'] {
  return typeof value === 'string' && Object.hasOwn(STYLES, value)
}
