import { isObject } from './is-object.ts'

/** Records that are looked at, fields that are told, and how deep. */
const MAX_LOOKED_AT = 500
const MAX_FIELDS = 300
const MAX_DEPTH = 4
/** Items of a list within a record that are looked at. */
const MAX_ITEMS = 20
const MAX_NAME = 100

/** What is known of one field: its types, and in how many records it is. */
export interface FieldFacts {
  readonly path: string
  readonly types: readonly string[]
  readonly present: number
}

export interface FieldsOf {
  readonly fields: readonly FieldFacts[]
  /** Of how many records the fields are: the first of them. */
  readonly lookedAt: number
}

interface Seen {
  readonly types: Set<string>
  present: number
  /** The last record that had it. */
  record: number
}

/** The fields of records, those of shorter paths and in more records first. */
export function fieldsOf(records: readonly unknown[]): FieldsOf {
  const seen = new Map<string, Seen>()
  const lookedAt = Math.min(records.length, MAX_LOOKED_AT)
  for (let index = 0; index < lookedAt; index++) {
    walk(records[index], { seen, index, path: '', depth: 0 })
  }
  const fields = [...seen].map(([path, { types, present }]) => ({ path, types: [...types], present }))
  return { fields: fields.toSorted(byImportance), lookedAt }
}

interface Place {
  readonly seen: Map<string, Seen>
  readonly index: number
  readonly path: string
  readonly depth: number
}

function walk(value: unknown, place: Place): void {
  if (Array.isArray(value)) {
    for (const item of value.slice(0, MAX_ITEMS)) if (isObject(item)) walk(item, place)
    return
  }
  if (!isObject(value) || place.depth === MAX_DEPTH) return
  for (const [name, below] of Object.entries(value)) {
    // A name that holds a dot cannot be named by a path.
    if (name.length > MAX_NAME || name.includes('.')) continue
    const path = place.path === '' ? name : `${place.path}.${name}`
    note(below, { ...place, path })
    walk(below, { ...place, path, depth: place.depth + 1 })
  }
}

function note(value: unknown, { seen, index, path }: Place): void {
  const known = seen.get(path)
  if (known === undefined && seen.size >= MAX_FIELDS) return
  const facts = known ?? { types: new Set(), present: 0, record: -1 }
  facts.types.add(typeOf(value))
  if (facts.record !== index) facts.present++
  facts.record = index
  seen.set(path, facts)
}

export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

function byImportance(a: FieldFacts, b: FieldFacts): number {
  return depthOf(a) - depthOf(b) || b.present - a.present
}

function depthOf({ path }: FieldFacts): number {
  return path.split('.').length
}
