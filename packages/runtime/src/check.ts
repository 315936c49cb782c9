import type { SallyportError } from '@sallyport/errors'
import type { SendCall } from './identify.ts'
import { type Proof, prove, resolvable, settled } from './prove.ts'
import type { ResolveContext } from './resolve/resolve.ts'
import type { ResolvedCall } from './resolve/resolved-call.ts'

export type CheckStatus = 'succeeded' | 'failed' | 'skipped'

export interface EntityCheck {
  readonly entity: string
  readonly status: CheckStatus
  readonly error: SallyportError | undefined
}

export interface CheckReport extends Proof {
  /** Of each entity the cheapest read that needs no more than the settings; without one it is skipped. */
  readonly entities: readonly EntityCheck[]
}

export interface CheckOptions {
  readonly send: SendCall
  /** All of them where none are given. */
  readonly entities?: readonly string[]
}

/** Entities asked at once. */
const WIDTH = 4

/** Proves a credential by the definition's own check, and then tries what it opens, one record of each entity. */
export async function check(context: ResolveContext, { send, entities }: CheckOptions): Promise<CheckReport> {
  const proof = await prove(context, send)
  if (proof.status === 'failed') return { ...proof, entities: [] }
  const wanted = entities ?? Object.keys(context.definition.entities)
  const checked: EntityCheck[] = []
  for (let at = 0; at < wanted.length; at += WIDTH) {
    const group = wanted.slice(at, at + WIDTH).map((entity) => checkEntity(context, entity, send))
    checked.push(...(await Promise.all(group)))
  }
  return { ...proof, entities: checked }
}

async function checkEntity(
  context: ResolveContext,
  entity: string,
  send: CheckOptions['send'],
): Promise<EntityCheck> {
  const call = cheapestRead(context, entity)
  if (call === undefined) return { entity, status: 'skipped', error: undefined }
  const heard = await settled(() => send(call))
  return 'error' in heard
    ? { entity, status: 'failed', error: heard.error }
    : { entity, status: 'succeeded', error: undefined }
}

/** A list before anything else, since it can be asked for one record. */
function cheapestRead(context: ResolveContext, entity: string): ResolvedCall | undefined {
  const actions = Object.entries(context.definition.entities[entity]?.actions ?? {})
  const reads = actions.filter(([, { effect, gives }]) => effect === 'read' && gives === undefined)
  reads.sort(([, a], [, b]) => Number(b.page !== undefined) - Number(a.page !== undefined))
  for (const [action, { page }] of reads) {
    const one = page === undefined || page.style === 'none' ? {} : { limit: 1 }
    const call = resolvable(context, { entity, action, ...one })
    if (call !== undefined) return call
  }
  return undefined
}
