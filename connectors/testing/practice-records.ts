import type { Definition, Operation } from '@sallyport/definition'
import type { Json, Practice } from './practice.ts'
import type { Named } from './practice-names.ts'
import type { PlayOptions } from './stage.ts'
import { valueAt } from './value-at.ts'
import type { VendorDescription } from './vendor-description.ts'

/** The records that an emulated vendor begins with, as options of it. */
export type BeginningRecords = Pick<PlayOptions, 'collections' | 'records'>

interface Source {
  readonly definition: Definition
  readonly vendor: VendorDescription
  readonly practice: Practice
}

/** @param size Records in each list that is made from the vendor's example. */
export function beginningRecords(source: Source, size: number): BeginningRecords {
  const { records = 5 } = source.practice.data
  if (records !== 'examples') return { records }
  const collections = source.practice.lists().flatMap((list) => collectionOf(source, list, size))
  return { collections: Object.fromEntries(collections) }
}

/** Whether the records of a list are made from the vendor's example: their number is known. */
export function isMade(source: Source, list: Named): boolean {
  return source.practice.data.records === 'examples' && collectionOf(source, list, 1).length > 0
}

/** Records like the vendor's example for a list; none where it has no example, as in GraphQL. */
function collectionOf(
  source: Source,
  { entity, operation }: Named,
  size: number,
): (readonly [path: string, records: Json[]])[] {
  const theirs = source.vendor.find(operation)
  const [example] = examplesOf(operation, theirs?.example)
  if (theirs === undefined || typeof example !== 'object' || example === null) return []
  return [
    [theirs.path, Array.from({ length: size }, (_, index) => variant(source, entity, { example, index }))],
  ]
}

function examplesOf({ records }: Operation, answer: unknown): readonly unknown[] {
  const list = records === undefined ? answer : valueAt(answer, records)
  return Array.isArray(list) ? list : []
}

function variant(
  { definition, practice }: Source,
  entity: string,
  { example, index }: { example: object; index: number },
): Json {
  const fields = practice.data.distinct?.[entity] ?? definition.entities[entity]?.key ?? []
  const varied = fields.map((field) => {
    const value: unknown = Reflect.get(example, field)
    return [field, typeof value === 'number' ? index + 1 : `${value}-${index + 1}`]
  })
  return { ...example, ...Object.fromEntries(varied) }
}
