import { SallyportError } from '@sallyport/errors'
import { accountOf, type ExternalAccount, identify, type SendCall } from './identify.ts'
import { type ResolveContext, resolve } from './resolve/resolve.ts'
import { type CallRequest, nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/** What the third party says of a credential. */
export interface Proof {
  /** `skipped` where the definition has no call that needs nothing but credential and configuration. */
  readonly status: 'succeeded' | 'failed' | 'skipped'
  /** Why it failed. */
  readonly error: SallyportError | undefined
  /** Whose account it is, where the third party tells. */
  readonly account: ExternalAccount | undefined
  /** Why nobody knows whose it is, though the third party would tell. */
  readonly unidentified: SallyportError | undefined
}

const NOTHING = { error: undefined, account: undefined, unidentified: undefined }

/** Proves a credential with the definition's check, and asks whose it is; in one call where one tells both. */
export async function prove(context: ResolveContext, send: SendCall): Promise<Proof> {
  const call = checkOf(context)
  if (call === undefined) return { ...NOTHING, status: 'skipped' }
  const heard = await settled(() => send(call))
  if ('error' in heard) return { ...NOTHING, status: 'failed', error: heard.error }
  const { definition } = context
  const { identity } = definition
  if (identity && nameOf(identity) === nameOf(call)) {
    return { ...NOTHING, status: 'succeeded', account: accountOf(definition, heard.value.data) }
  }
  const told = await settled(() => identify(context, send))
  if ('error' in told) return { ...NOTHING, status: 'succeeded', unidentified: told.error }
  return { ...NOTHING, status: 'succeeded', account: told.value }
}

/** The call that is marked, else the first list that can be read with nothing but the settings. */
function checkOf(context: ResolveContext): ResolvedCall | undefined {
  const operations = Object.entries(context.definition.entities).flatMap(([entity, { actions }]) =>
    Object.entries(actions).map(([action, operation]) => ({ entity, action, operation })),
  )
  const marked = operations.find(({ operation }) => operation.check)
  if (marked) return resolve(context, { entity: marked.entity, action: marked.action })
  const lists = operations.filter(
    ({ operation: { effect, page } }) => effect === 'read' && page !== undefined && page.style !== 'none',
  )
  for (const { entity, action } of lists) {
    const call = resolvable(context, { entity, action, limit: 1 })
    if (call !== undefined) return call
  }
  return undefined
}

/** Nothing where a call needs more than the settings. */
export function resolvable(context: ResolveContext, request: CallRequest): ResolvedCall | undefined {
  try {
    return resolve(context, request)
  } catch (error) {
    if (SallyportError.isInstance(error) && error.code === 'invalid_params') return undefined
    throw error
  }
}

/** What a step gives, or why it failed; what is no failure of ours or the third party's is thrown. */
export async function settled<T>(
  step: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly error: SallyportError }> {
  try {
    return { value: await step() }
  } catch (error) {
    if (SallyportError.isInstance(error)) return { error }
    throw error
  }
}
