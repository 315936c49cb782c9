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
  const matches = (pattern: string, name: string) => walk.options.matches(pattern, name)
  for (const entry of entries) {
    const [name] = entry
    if (Object.hasOwn(stated, name) || patterns.some(([pattern]) => matches(pattern, name))) continue
    checkOther(walk, place, entry)
  }
  checkStated(walk, place, stated)
  for (const [pattern, below] of patterns) {
    const by = `patternProperties/${encodeURIComponent(pattern)}`
    for (const [name, item] of entries.filter((entry) => matches(pattern, entry[0]))) {
      checkBelow(walk, place, { name, item, below, by })
    }
  }
}

function checkStated(walk: Walk, place: Place, stated: JsonSchema): void {
  const { value } = place
  if (typeof value !== 'object' || value === null) return
  for (const [name, below] of Object.entries(stated)) {
    const item: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
    if (item !== undefined) checkBelow(walk, place, { name, item, below, by: `properties/${name}` })
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

function checkOther(walk: Walk, place: Place, [name, item]: readonly [string, unknown]): void {
  const { additionalProperties: below } = place.schema
  if (below !== false) {
    checkBelow(walk, place, { name, item, below, by: 'additionalProperties' })
    return
  }
  const message = 'must NOT have additional properties'
  walk.report(place, 'additionalProperties', { params: { additionalProperty: name }, message })
}

interface Below {
  readonly name: string
  readonly item: unknown
  /** Its schema; what is none says nothing. */
  readonly below: unknown
  readonly by: string
}

function checkBelow(walk: Walk, place: Place, { name, item, below, by }: Below): void {
  if (!walk.goesOn || !isSchema(below)) return
  const at = `${place.at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  walk.check({ schema: below, value: item, at, by: `${place.by}/${by}` })
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
