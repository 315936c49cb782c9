import { type Verify, valueAt } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { project } from '../project.ts'
import type { Projection } from '../projection.ts'
import { resolve } from '../resolve/resolve.ts'
import { nameOf, type ResolvedCall } from '../resolve/resolved-call.ts'

/** Asks the third party for something else in the middle of a call. */
export type Ask = (read: ResolvedCall) => Promise<Projection>

/** What a read proves of a write: what it made, that it did not happen, or nothing. */
export type Proof = Projection | 'absent' | 'unproven'

/** Looks whether a write happened whose answer was lost. */
export async function verify(call: ResolvedCall, stated: Verify, ask: Ask): Promise<Proof> {
  try {
    return proofOf(call, stated, await ask(readOf(call, stated)))
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    return error.code === 'upstream_not_found' ? 'absent' : 'unproven'
  }
}

function proofOf(call: ResolvedCall, { verify: action, when }: Verify, { data, page }: Projection): Proof {
  const records = [data].flat()
  const found = records.find((record) => fits(record, when))
  // What is not on a first page may be on another.
  if (found === undefined) return page === undefined || page.complete ? 'absent' : 'unproven'
  const message = `The answer to the write was lost; ${call.entity}.${action} shows that it happened.`
  const warnings = [{ code: 'verified', message }]
  return { data: project(found, call.fields), page: undefined, meta: {}, warnings }
}

function fits(record: unknown, when: Verify['when'] = {}): boolean {
  if (record === null || record === undefined) return false
  return Object.entries(when).every(([path, value]) => valueAt(record, path) === value)
}

/** @throws SallyportError where the definition names no such read, or the write does not give what it needs. */
function readOf(call: ResolvedCall, { verify: action, params: names = {} }: Verify): ResolvedCall {
  const { definition, config, entity } = call
  const takes = Object.keys(definition.entities[entity]?.actions[action]?.params.properties ?? {})
  const given = takes.map((name) => [name, call.params[names[name] ?? name]] as const)
  const params = Object.fromEntries(given.filter(([, value]) => value !== undefined))
  const read = resolve({ definition, config }, { entity, action, params })
  if (read.operation.effect === 'read') return read
  throw new SallyportError('projection_failed', `${nameOf(read)} is no read, and proves nothing.`)
}
