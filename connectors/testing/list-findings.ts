import { isDeepStrictEqual } from 'node:util'
import type { Definition } from '@sallyport/definition'
import { type Finding, unless } from './finding.ts'
import { knownFor, perform } from './perform.ts'
import type { Json, Practice } from './practice.ts'
import type { Named } from './practice-names.ts'
import { recordFindings } from './record-shape.ts'
import type { Stage } from './stage.ts'
import { valueAt } from './value-at.ts'

interface Walked {
  readonly definition: Definition
  readonly practice: Practice
  readonly stage: Stage
  readonly list: Named
  /** Records that are there, where that is known. */
  readonly size?: number
}

/** More pages than any list here has: one that does not end is stopped. */
const MAX_PAGES = 30
/** Pages that a walk is to take. */
const WANTED_PAGES = 3

/** Where a walk over a list goes wrong: two pages at least, each record once, and then the end. */
export async function listFindings(walked: Walked): Promise<Finding[]> {
  const { definition, practice, stage, list, size } = walked
  const { entity, action, operation } = list
  const at = `${entity}.${action} walk`
  const params = practice.requiredParams(list, await knownFor(stage, practice, list))
  const max = practice.largestPage(operation)
  const large = await walk(walked, (place) => ({ params, ...place }), max)
  const all = large.flat()
  // As existing clients give it: among the parameters.
  const among = (place: Place) => ({ params: { ...params, ...place } })
  const small = await walk(walked, among, Math.max(1, Math.ceil(all.length / WANTED_PAGES)))
  return [
    ...unless(all.length > 1, at, `has ${all.length} records, too few for two pages`),
    ...unless(size === undefined || all.length === size, at, `gives ${all.length} of ${size} records`),
    ...unless(small.length > 1 || all.length < 2, at, 'does not go on after its first page'),
    ...unless(large.length <= MAX_PAGES && small.length <= MAX_PAGES, at, 'does not end'),
    ...keyFindings(walked, all),
    ...keyFindings(walked, small.flat()),
    ...unless(
      small.flat().length === all.length,
      at,
      'gives as many records in small pages as in large ones',
    ),
    ...recordFindings(definition, list, all),
  ]
}

interface Place {
  readonly limit: number
  readonly cursor?: string
}

/** @param at How a call says which page it wants. */
async function walk(
  { stage, list }: Pick<Walked, 'stage' | 'list'>,
  at: (place: Place) => { readonly params: Json } & Partial<Place>,
  limit: number,
): Promise<unknown[][]> {
  const pages: unknown[][] = []
  let cursor: string | undefined
  do {
    const { data, page } = await perform(stage, list, at({ limit, ...(cursor !== undefined && { cursor }) }))
    if (!Array.isArray(data) || page === undefined)
      throw new TypeError(`${list.entity}.${list.action} gave no page.`)
    if (data.length > limit) throw new RangeError(`A page of ${limit} has ${data.length} records.`)
    if (page.complete !== (page.nextCursor === null)) throw new TypeError('A page is complete and goes on.')
    pages.push(data)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && pages.length <= MAX_PAGES)
  return pages
}

/** Where a list that comes whole goes wrong when it is asked for in parts: each record once, in the order of the whole. */
export async function partFindings({
  practice,
  stage,
  list,
}: Omit<Walked, 'definition'>): Promise<Finding[]> {
  const at = `${list.entity}.${list.action} in parts`
  const params = practice.requiredParams(list, await knownFor(stage, practice, list))
  const { data, page } = await perform(stage, list, { params })
  const parts = await walk({ stage, list }, (place) => ({ params: { ...params, ...place } }), 1)
  const whole = [data].flat()
  return [
    ...unless(page?.complete === true, at, 'is not whole without a limit'),
    ...unless(whole.length > 0, at, 'has no records'),
    ...unless(
      whole.length > MAX_PAGES || isDeepStrictEqual(parts.flat(), whole),
      at,
      'differs from the whole',
    ),
  ]
}

function keyFindings(
  { definition, list: { entity, action } }: Walked,
  records: readonly unknown[],
): Finding[] {
  const key = definition.entities[entity]?.key ?? []
  const at = `${entity}.${action} walk`
  const keys = records.map((record) => key.map((field) => valueAt(record, field)))
  const different = new Set(keys.map((each) => JSON.stringify(each)))
  return [
    ...unless(
      keys.every((each) => !each.includes(undefined)),
      at,
      'gives records without their key',
    ),
    ...unless(
      different.size === records.length,
      at,
      `gives ${records.length} records with ${different.size} keys`,
    ),
  ]
}
