import { type Json, type JsonObject, parseJson } from '../json.ts'
import { BracketTree, readBrackets } from './brackets.ts'
import type { Violation } from './checked-request.ts'
import { type Field, joinedJson } from './field.ts'
import type { FieldSet } from './field-set.ts'
import { objectOf } from './members.ts'
import type { RawValue } from './raw-value.ts'
import type { RequestSchemas } from './request-schemas.ts'
import { joinedSpread } from './spread-object.ts'
import { readings } from './styled-text.ts'
import { typedValue } from './typed-value.ts'
import type { Pair } from './urlencoded.ts'

export interface DecodedFields {
  readonly values: JsonObject
  /** Names that the description does not have, as they were sent. */
  readonly unknown: readonly string[]
  readonly violations: readonly Violation[]
}

/** What was given under each name, before it is read. */
interface Sorted {
  readonly texts: Map<Field, string[]>
  readonly spread: Map<Field, Map<string, string[]>>
  readonly tree: BracketTree
  readonly loose: Map<string, string>
  readonly violations: Violation[]
}

/** Decodes pairs by style and schema. What does not fit is told and kept as text; it never throws for a value. */
export function decodeFields(set: FieldSet, pairs: readonly Pair[]): DecodedFields {
  const sorted: Sorted = {
    texts: new Map(),
    spread: new Map(),
    tree: new BracketTree(),
    loose: new Map(),
    violations: [],
  }
  for (const pair of pairs) sort(set, sorted, pair)
  const { violations, loose } = sorted
  const members: [string, Json][] = [...loose]
  for (const [field, texts] of sorted.texts)
    members.push([field.name, decodedField(set, field, { texts, violations })])
  for (const [field, given] of sorted.spread)
    members.push([field.name, typedBy(set, field, joinedSpread(set, field, { given, violations }))])
  for (const [name, raw] of sorted.tree.values()) {
    const field = set.byName.get(name)
    if (field && sorted.texts.has(field)) violations.push(violation(set, name, TREE['in conflict']))
    const schema = field?.schema ?? set.other?.(name) ?? {}
    members.push([name, typedValue(set.schemas, raw, schema)])
  }
  return { values: objectOf(members), unknown: [...loose.keys()], violations }
}

function sort(set: FieldSet, sorted: Sorted, { name, raw }: Pair): void {
  const field = set.byName.get(name)
  if (field) {
    append(sorted.texts, field, raw)
    return
  }
  const path = bracketsOf(set, name)
  if (path) {
    const grown = sorted.tree.add(path, set.decode(raw))
    if (grown !== 'grown') sorted.violations.push(violation(set, name, TREE[grown]))
    return
  }
  const owner = set.byMember.get(name) ?? set.freeForm
  if (!owner) {
    sorted.loose.set(name, set.decode(raw))
    return
  }
  const members = sorted.spread.get(owner) ?? new Map<string, string[]>()
  sorted.spread.set(owner, members)
  append(members, name, set.decode(raw))
}

function bracketsOf(set: FieldSet, name: string): readonly string[] | undefined {
  const path = readBrackets(name)
  const field = set.byName.get(path?.[0] ?? name)
  if (path && field) return field.takesBrackets ? path : undefined
  return set.other && !set.byMember.has(name) ? (path ?? [name]) : undefined
}

const TREE = {
  'too deep': 'is nested deeper than 8 levels',
  'in conflict': 'is given as a value and as an object',
}

function append<Key>(texts: Map<Key, string[]>, key: Key, raw: string): void {
  const known = texts.get(key)
  if (known) known.push(raw)
  else texts.set(key, [raw])
}

interface Given {
  readonly texts: readonly string[]
  readonly violations: Violation[]
}

function decodedField(set: FieldSet, field: Field, { texts, violations }: Given): Json {
  const last = texts.at(-1) ?? ''
  if (field.isJson) {
    const values = texts.map((text) => jsonOf(set, field, { text, violations }))
    return joinedJson(field, values)
  }
  if (texts.length === 1) return likeliest(set.schemas, field, readings(field, last, set.decode))
  const isList = field.kinds.has('array') || field.kinds.size === 0
  if (field.explode && isList && field.style !== 'deepObject') {
    return typedBy(set, field, texts.map(set.decode))
  }
  violations.push(violation(set, field.name, 'is given more than once'))
  return likeliest(set.schemas, field, readings(field, last, set.decode))
}

/** The first reading that is valid; where there is but one, that is left to the check. */
export function likeliest(schemas: RequestSchemas, field: Field, found: readonly RawValue[]): Json {
  const values = found.map((raw) => typedValue(schemas, raw, field.schema))
  if (values.length === 1) return values[0] ?? null
  return values.find((value) => schemas.fits(field.schema, value)) ?? values[0] ?? null
}

function typedBy({ schemas }: FieldSet, { schema }: Field, raw: RawValue): Json {
  return typedValue(schemas, raw, schema)
}

interface JsonText {
  readonly text: string
  readonly violations: Violation[]
}

function jsonOf(set: FieldSet, field: Field, { text: raw, violations }: JsonText): Json {
  const text = set.decode(raw)
  try {
    return parseJson(text) as Json
  } catch {
    violations.push({ ...violation(set, field.name, 'is no JSON'), code: 'unreadable' })
    return text
  }
}

function violation(set: FieldSet, field: string, message: string): Violation {
  return { in: set.in, field, code: 'invalid', message }
}
