import type { JsonSchema, Place, Walk } from './interpret-schema.ts'

type Compare = readonly [keyword: string, sign: string, fits: (value: number, limit: number) => boolean]

const COMPARISONS: readonly Compare[] = [
  ['maximum', '<=', (value, limit) => value <= limit],
  ['minimum', '>=', (value, limit) => value >= limit],
  ['exclusiveMaximum', '<', (value, limit) => value < limit],
  ['exclusiveMinimum', '>', (value, limit) => value > limit],
]

export function checkNumber(walk: Walk, place: Place): void {
  const { schema, value } = place
  if (typeof value !== 'number' || !Number.isFinite(value)) return
  for (const [keyword, comparison, fits] of COMPARISONS) {
    const limit = schema[keyword]
    if (typeof limit !== 'number' || fits(value, limit)) continue
    walk.report(place, keyword, { params: { comparison, limit }, message: `must be ${comparison} ${limit}` })
  }
}

export function checkString(walk: Walk, place: Place): void {
  const { schema, value } = place
  if (typeof value !== 'string') return
  checkCount(walk, place, { of: 'Length', count: () => lengthOf(value), unit: 'characters' })
  const { pattern, format } = schema
  if (typeof pattern === 'string' && !walk.options.matches(pattern, value)) {
    walk.report(place, 'pattern', { params: { pattern }, message: `must match pattern "${pattern}"` })
  }
  if (typeof format === 'string' && !walk.options.fits(format, value)) {
    walk.report(place, 'format', { params: { format }, message: `must match format "${format}"` })
  }
}

/** In characters, as JSON Schema counts: a pair of surrogates is one. */
function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

export function checkArray(walk: Walk, place: Place): void {
  const { schema, value, at, by } = place
  if (!Array.isArray(value)) return
  checkCount(walk, place, { of: 'Items', count: () => value.length, unit: 'items' })
  if (!isSchema(schema.items)) return
  for (const [index, item] of value.entries()) {
    if (!walk.goesOn) return
    walk.check({ schema: schema.items, value: item, at: `${at}/${index}`, by: `${by}/items` })
  }
}

export function checkObject(walk: Walk, place: Place): void {
  const { schema, value } = place
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const entries = Object.entries(value)
  checkCount(walk, place, { of: 'Properties', count: () => entries.length, unit: 'properties' })
  checkRequired(walk, place, value)
  const stated = isSchema(schema.properties) ? schema.properties : {}
  const patterns = Object.entries(isSchema(schema.patternProperties) ? schema.patternProperties : {})
  for (const [name, item] of entries) {
    if (!walk.goesOn) return
    checkProperty(walk, place, { name, item, stated, patterns })
  }
}

function checkRequired(walk: Walk, place: Place, value: object): void {
  const { required } = place.schema
  if (!Array.isArray(required)) return
  for (const name of required) {
    if (Object.hasOwn(value, name) && Reflect.get(value, name) !== undefined) continue
    const message = `must have required property '${name}'`
    walk.report(place, 'required', { params: { missingProperty: name }, message })
  }
}

interface Property {
  readonly name: string
  readonly item: unknown
  readonly stated: JsonSchema
  readonly patterns: readonly (readonly [string, unknown])[]
}

function checkProperty(walk: Walk, place: Place, { name, item, stated, patterns }: Property): void {
  const { schema, by } = place
  const at = `${place.at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  const fitting = patterns.filter(([pattern]) => walk.options.matches(pattern, name))
  const own = Object.hasOwn(stated, name) ? stated[name] : undefined
  const others = schema.additionalProperties
  if (own === undefined && fitting.length === 0) {
    if (others === false) {
      const message = 'must NOT have additional properties'
      walk.report(place, 'additionalProperties', { params: { additionalProperty: name }, message })
    } else if (isSchema(others) && item !== undefined) {
      walk.check({ schema: others, value: item, at, by: `${by}/additionalProperties` })
    }
    return
  }
  if (item === undefined) return
  if (isSchema(own)) walk.check({ schema: own, value: item, at, by: `${by}/properties/${name}` })
  for (const [pattern, below] of fitting) {
    if (isSchema(below)) {
      walk.check({
        schema: below,
        value: item,
        at,
        by: `${by}/patternProperties/${encodeURIComponent(pattern)}`,
      })
    }
  }
}

interface Count {
  readonly of: 'Length' | 'Items' | 'Properties'
  readonly count: () => number
  readonly unit: string
}

function checkCount(walk: Walk, place: Place, { of, count, unit }: Count): void {
  const { [`max${of}`]: most, [`min${of}`]: least } = place.schema
  if (typeof most === 'number' && count() > most) {
    const message = `must NOT have more than ${most} ${unit}`
    walk.report(place, `max${of}`, { params: { limit: most }, message })
  }
  if (typeof least === 'number' && count() < least) {
    const message = `must NOT have fewer than ${least} ${unit}`
    walk.report(place, `min${of}`, { params: { limit: least }, message })
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
