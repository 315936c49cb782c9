import { type Definition, valueAt } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { Projection } from './projection.ts'
import { type ResolveContext, resolve } from './resolve/resolve.ts'
import type { ResolvedCall } from './resolve/resolved-call.ts'

/** Whose account it is at the third party, as that tells it. Not secret. */
export interface ExternalAccount {
  /** 1 to 255 characters. */
  readonly id: string
  /** 1 to 255 characters. */
  readonly name: string | undefined
}

/** Runs one call, with the credential in question. */
export type SendCall = (call: ResolvedCall) => Promise<Pick<Projection, 'data'>>

const MAX_TEXT = 255

/**
 * Asks the third party whose account it is. `undefined` where the definition does not say how to ask, or the
 * third party does not tell this credential.
 *
 * @throws SallyportError for any other failure of the call.
 */
export async function identify(
  context: ResolveContext,
  send: SendCall,
): Promise<ExternalAccount | undefined> {
  const { identity } = context.definition
  if (identity === undefined) return undefined
  const { entity, action } = identity
  try {
    const { data } = await send(resolve(context, { entity, action }))
    return accountOf(context.definition, data)
  } catch (error) {
    if (SallyportError.isInstance(error) && UNTOLD.has(error.code)) return undefined
    throw error
  }
}

const UNTOLD: ReadonlySet<string> = new Set(['upstream_forbidden', 'upstream_not_found'])

/** Reads an account from the record that tells of it. Without all parts of its id there is none. */
export function accountOf({ identity }: Definition, record: unknown): ExternalAccount | undefined {
  if (identity === undefined) return undefined
  const parts = identity.id.map((path) => textOf(valueAt(record, path)))
  const id = parts.join('/')
  if (parts.includes('') || id.length > MAX_TEXT) return undefined
  const names = (identity.name ?? []).map((path) => textOf(valueAt(record, path)))
  const name = names.filter((part) => part !== '').join(' / ')
  return { id, name: name === '' ? undefined : [...name].slice(0, MAX_TEXT).join('') }
}

/** In one line: it is stored, and shown to people. */
function textOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'string') return ''
  return value
    .slice(0, 10 * MAX_TEXT)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .toWellFormed()
}
