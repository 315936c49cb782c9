import type { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import { type KeyedRequest, workspaceNamed } from './keyed-request.ts'
import { type OnceOptions, once } from './once.ts'

export interface CreateOnceOptions extends OnceOptions {
  readonly newId: () => string
}

/** A request that makes something here, and its body, which may name a workspace. */
export interface CreateOnceRequest {
  readonly keyed: KeyedRequest
  readonly body: unknown
}

/** Makes something once under a key, whatever it is. What it gives is plain JSON, and given again. */
export function createOnce<T>(
  options: CreateOnceOptions,
  principal: Principal,
  { keyed, body, work }: CreateOnceRequest & { readonly work: () => Promise<T> },
): Promise<T> {
  const request = {
    scope: principal.scope,
    id: options.newId(),
    workspaceId: principal.workspaceId ?? null,
    keyed,
    place: { workspace: workspaceNamed(principal, body), principal },
    keep: (result: T) => result,
    isHarmless: changedNothing,
  }
  return once(options, request, work)
}

/** A commit whose confirmation was lost may have happened. */
function changedNothing({ sideEffect, code }: SallyportError): boolean {
  return sideEffect === 'none' && code !== 'internal' && code !== 'storage_unavailable'
}
