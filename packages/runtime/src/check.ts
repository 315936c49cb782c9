import { SallyportError } from '@sallyport/errors'
import { type ResolveContext, resolve } from './resolve/resolve.ts'
import type { CallRequest, ResolvedCall } from './resolve/resolved-call.ts'

export type CheckStatus = 'succeeded' | 'failed' | 'skipped'

export interface EntityCheck {
  readonly entity: string
  readonly status: CheckStatus
  readonly error: SallyportError | undefined
}

export interface CheckReport {
  /** Of the call that the definition names as its check. */
  readonly status: Exclude<CheckStatus, 'skipped'>
  readonly error: SallyportError | undefined
  /** Of each entity the cheapest read that needs no more than the settings; without one it is skipped. */
  readonly entities: readonly EntityCheck[]
}

export interface CheckOptions {
  /** Sends one call; what it gives is not looked at. */
  readonly send: (call: ResolvedCall) => Promise<unknown>
  /** All of them where none are given. */
  readonly entities?: readonly string[]
}

/** Entities asked at once. */
const WIDTH = 4

/** Proves a credential by the definition's own check, and then tries what it opens, one record of each entity. */
export async function check(context: ResolveContext, { send, entities }: CheckOptions): Promise<CheckReport> {
  const error = await failureOf(send, checkOf(context))
  if (error !== undefined) return { status: 'failed', error, entities: [] }
  const wanted = entities ?? Object.keys(context.definition.entities)
  const checked: EntityCheck[] = []
  for (let at = 0; at < wanted.length; at += WIDTH) {
    const group = wanted.slice(at, at + WIDTH).map((entity) => checkEntity(context, entity, send))
    checked.push(...(await Promise.all(group)))
  }
  return { status: 'succeeded', error: undefined, entities: checked }
}

function checkOf(context: ResolveContext): ResolvedCall {
  for (const [entity, { actions }] of Object.entries(context.definition.entities)) {
    const action = Object.keys(actions).find((name) => actions[name]?.check)
    if (action !== undefined) return resolve(context, { entity, action })
  }
  throw new SallyportError('internal', `The definition of ${context.definition.title} names no check.`)
}

async function checkEntity(
  context: ResolveContext,
  entity: string,
  send: CheckOptions['send'],
): Promise<EntityCheck> {
  const call = cheapestRead(context, entity)
  if (call === undefined) return { entity, status: 'skipped', error: undefined }
  const error = await failureOf(send, call)
  return { entity, status: error === undefined ? 'succeeded' : 'failed', error }
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

function resolvable(context: ResolveContext, request: CallRequest): ResolvedCall | undefined {
  try {
    return resolve(context, request)
  } catch (error) {
    if (SallyportError.isInstance(error) && error.code === 'invalid_params') return undefined
    throw error
  }
}

async function failureOf(
  send: CheckOptions['send'],
  call: ResolvedCall,
): Promise<SallyportError | undefined> {
  try {
    await send(call)
    return undefined
  } catch (error) {
    if (SallyportError.isInstance(error)) return error
    throw error
  }
}
