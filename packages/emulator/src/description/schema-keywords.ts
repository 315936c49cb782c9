import { isObject, type Json } from '../json.ts'

/** Where the schemas are in a keyword's value. */
export type Holds = 'schema' | 'schemas' | 'schemas by name'

/** JSON Schema 2020-12, core, section 10: the keywords that hold schemas. Of all others the value is data. */
export const APPLICATORS: ReadonlyMap<string, Holds> = new Map([
  ...named('schema', [
    'additionalProperties',
    'contains',
    'else',
    'if',
    'items',
    'not',
    'propertyNames',
    'then',
    'unevaluatedItems',
    'unevaluatedProperties',
  ]),
  ...named('schemas', ['allOf', 'anyOf', 'oneOf', 'prefixItems']),
  ...named('schemas by name', [
    '$defs',
    'definitions',
    'dependentSchemas',
    'patternProperties',
    'properties',
  ]),
])

function named(holds: Holds, keywords: readonly string[]): [string, Holds][] {
  return keywords.map((keyword) => [keyword, holds])
}

const TYPES: readonly Json[] = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

const isText = (value: Json): boolean => typeof value === 'string'
const isNumber = (value: Json): boolean => Number.isFinite(value)
const isCount = (value: Json): boolean => Number.isInteger(value) && Number(value) >= 0
const isFlag = (value: Json): boolean => typeof value === 'boolean'
const isSchema = (value: Json): boolean => isFlag(value) || isObject(value)
const isType = (value: Json): boolean => TYPES.includes(value)
const isListOf =
  (isItem: (value: Json) => boolean) =>
  (value: Json): boolean =>
    Array.isArray(value) && value.length > 0 && value.every(isItem)

const SHAPES: ReadonlyMap<string, (value: Json) => boolean> = new Map([
  ...shaped(isSchema, [...keywordsHolding('schema')]),
  ...shaped(isListOf(isSchema), [...keywordsHolding('schemas')]),
  ...shaped(isObject, [...keywordsHolding('schemas by name'), 'dependentRequired']),
  ...shaped(isNumber, ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum']),
  ...shaped(isCount, ['maxItems', 'minItems', 'maxLength', 'minLength', 'maxProperties', 'minProperties']),
  ...shaped(isCount, ['maxContains', 'minContains']),
  ...shaped(isText, ['$ref', 'format', 'pattern']),
  ...shaped(isFlag, ['uniqueItems']),
  ...shaped((value) => isType(value) || isListOf(isType)(value), ['type']),
  ...shaped(
    isListOf(() => true),
    ['enum'],
  ),
  ...shaped((value) => Array.isArray(value) && value.every(isText), ['required']),
  ...shaped((value) => isNumber(value) && Number(value) > 0, ['multipleOf']),
])

function shaped(test: (value: Json) => boolean, keywords: readonly string[]): [string, typeof test][] {
  return keywords.map((keyword) => [keyword, test])
}

function keywordsHolding(wanted: Holds): string[] {
  return [...APPLICATORS].filter(([, holds]) => holds === wanted).map(([keyword]) => keyword)
}

/** Whether JSON Schema can do anything with the value: `type: file` and `required: true` are often written. */
export function isUsable(keyword: string, value: Json): boolean {
  return SHAPES.get(keyword)?.(value) ?? true
}

/** Ajv compiles patterns with the flag, as JSON Schema 2020-12, validation, section 6.3.3 asks. */
export function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp
  } catch {
    return false
  }
}
