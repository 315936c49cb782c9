import type { Definition, Operation } from '@sallyport/definition'
import type { Json, Named, Practice } from './practice.ts'
import type { PlayOptions } from './stage.ts'
import { valueAt } from './value-at.ts'
import type { VendorDescription } from './vendor-description.ts'

/** The records that an emulated vendor begins with, as options of it. */
export interface BeginningRecords {
  /** So many for a list, where that is known. */
  readonly size: number | undefined
  readonly options: Pick<PlayOptions, 'collections' | 'records'>
}

interface Source {
  readonly definition: Definition
  readonly vendor: VendorDescription
  readonly practice: Practice
}

/** @param size Records in each list, where they are made from examples. */
export function beginningRecords(source: Source, size: number): BeginningRecords {
  const { records = 5 } = source.practice.data
  if (records !== 'examples') return { size: undefined, options: { records } }
  const collections = source.practice.lists().map((list) => collectionOf(source, list, size))
  return { size, options: { collections: Object.fromEntries(collections) } }
}

/** Records like the vendor's example for a list. */
function collectionOf(source: Source, { entity, action, operation }: Named, size: number): [string, Json[]] {
  const theirs = source.vendor.find(operation)
  const [example] = examplesOf(operation, theirs?.example)
  if (theirs === undefined || typeof example !== 'object' || example === null) {
    throw new TypeError(`The vendor's description has no example for ${entity}.${action}.`)
  }
  return [
    theirs.path,
    Array.from({ length: size }, (_, index) => variant(source, entity, { example, index })),
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
