import type { Json, Known, Practice } from './practice.ts'
import type { Preparation } from './practice-data.ts'
import type { Named, Source } from './practice-names.ts'
import type { Schema } from './schema.ts'
import type { Caller, CallOptions } from './stage.ts'
import { valueAt } from './value-at.ts'

/** Bytes that go up where an operation takes a file. */
export const FILE = {
  type: 'text/plain',
  name: 'note.txt',
  content: Buffer.from('A note to practise with.\n'),
}

export interface Performed {
  readonly data: unknown
  readonly page: { readonly nextCursor: string | null; readonly complete: boolean } | undefined
}

/** A call of an operation, whatever it is: with a file where it takes one, to the end where it gives one. */
export async function perform(
  caller: Caller,
  { entity, action, operation }: Named,
  { params, limit, cursor, ...options }: PerformOptions,
): Promise<Performed> {
  const place = { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) }
  const request = { entity, action, params, ...place }
  if (operation.gives !== undefined) {
    const { body } = await caller.download(request, undefined, options)
    return { data: { bytes: await bytesOf(body) }, page: undefined }
  }
  const { data, page } = await caller.call(request, operation.takes ? { ...options, file: FILE } : options)
  return { data, page }
}

interface PerformOptions extends CallOptions {
  readonly params: Json
  readonly limit?: number
  readonly cursor?: string
}

export async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The record that an operation works on and the values it needs, made or found by calling the connector itself. */
export async function knownFor(caller: Caller, practice: Practice, named: Named): Promise<Known> {
  return knownOf(caller, practice, {
    named,
    names: Object.keys(named.operation.params.properties),
  })
}

interface Wanted {
  readonly named: Named
  /** Parameters that are to have a value. */
  readonly names: readonly string[]
  /** Calls that are being prepared, each by the one before it; absent for the call that is practised. */
  readonly after?: readonly string[]
}

async function knownOf(caller: Caller, practice: Practice, { named, names, after }: Wanted): Promise<Known> {
  const call = `${named.entity}.${named.action}`
  if (after?.includes(call)) throw new TypeError(`${[...after, call].join(' needs ')}.`)
  const chain = after === undefined ? [] : [...after, call]
  const before = practice.before(named)
  const record = before && (await prepare(caller, practice, { ...before, after: chain }))
  const sources = Object.entries(practice.sources(named)).filter(([name]) => names.includes(name))
  const values: Record<string, unknown> = {}
  for (const [name, source] of sources) {
    const value = await given(caller, practice, { ...source, after: chain })
    const isList = (named.operation.params.properties[name] as Schema | undefined)?.type === 'array'
    values[name] = isList && !Array.isArray(value) ? [value] : value
  }
  return { record, values }
}

const gifts = new WeakMap<Caller, Map<string, Promise<unknown>>>()

async function given(caller: Caller, practice: Practice, source: Source & Following): Promise<unknown> {
  const known = gifts.get(caller) ?? new Map<string, Promise<unknown>>()
  gifts.set(caller, known)
  const call = `${source.entity}.${source.action}`
  const record = known.get(call) ?? prepare(caller, practice, source)
  known.set(call, record)
  return valueAt(await record, source.field)
}

/** Makes the calls that fill the vendor. */
export async function fill(caller: Caller, practice: Practice): Promise<void> {
  for (const preparation of practice.data.fill ?? []) {
    for (let time = 0; time < (preparation.times ?? 1); time += 1)
      await prepare(caller, practice, { ...preparation, after: [] })
  }
}

type Following = Required<Pick<Wanted, 'after'>>

async function prepare(
  caller: Caller,
  practice: Practice,
  { entity, action, params, after }: Preparation & Following,
): Promise<unknown> {
  const named = practice.find(entity, action)
  if (named === undefined) throw new TypeError(`There is no ${entity}.${action} to prepare with.`)
  const names = practice.neededNames(named)
  const known = await knownOf(caller, practice, { named, names, after })
  const all = { ...practice.requiredParams(named, known), ...params }
  const { data } = await perform(caller, named, { params: all })
  return Array.isArray(data) ? data[0] : data
}
