import { type ErrorCode, isErrorCode, SallyportError, type SideEffect } from '@sallyport/errors'
import type { PreparedSeal, SealContext, Vault } from '@sallyport/vault'
import type { KeptCall } from './idempotency-store.ts'

/** Bytes of JSON that are kept of an answer. */
export const MAX_KEPT = 256 * 1024

/** How a call ended, as far as a second one of its key is told. */
export type KeptOutcome =
  | { readonly kind: 'result'; readonly value: unknown }
  /** Carried out; its answer was a file, or over `MAX_KEPT`. */
  | { readonly kind: 'done' }
  | {
      readonly kind: 'error'
      readonly code: ErrorCode
      readonly message: string
      readonly sideEffect: SideEffect
      readonly fix?: string
    }

/** What is sealed of a call. The hash as well: a request can hold secrets that a hash would help to guess. */
export interface Kept {
  readonly requestHash: string
  readonly outcome: KeptOutcome
}

/** Whose bytes they are. */
export interface KeptOwner extends Pick<KeptCall, 'id' | 'workspaceId'> {
  readonly organizationId: string
}

export function sealKept(prepared: PreparedSeal, kept: Kept): Uint8Array {
  const plaintext = Buffer.from(JSON.stringify(kept))
  const sealed = prepared.seal(plaintext)
  plaintext.fill(0)
  return sealed
}

/** @throws SallyportError `vault_unavailable` */
export async function openKept(vault: Vault, owner: KeptOwner, sealed: Uint8Array): Promise<Kept> {
  const plaintext = Buffer.from(await vault.open(contextOf(owner), sealed))
  const kept: Kept = JSON.parse(plaintext.toString())
  plaintext.fill(0)
  return kept
}

/** An answer to be kept, or that there was one. @param value Undefined for what cannot be kept. */
export function resultOf(value: unknown): KeptOutcome {
  const fits = value !== undefined && Buffer.byteLength(JSON.stringify(value)) <= MAX_KEPT
  return fits ? { kind: 'result', value } : { kind: 'done' }
}

/** A failure to be kept: of what nobody foresaw it is not known what it did. */
export function failureOf(error: unknown): KeptOutcome {
  if (!SallyportError.isInstance(error) || error.sideEffect === 'none') {
    return {
      kind: 'error',
      code: 'outcome_unknown',
      message: 'The call of this Idempotency-Key broke off, and may or may not have been carried out.',
      sideEffect: 'unknown',
      fix: 'Look whether it happened. To do it again, send another key.',
    }
  }
  const { code, message, sideEffect, fix } = error
  return { kind: 'error', code, message, sideEffect, ...(fix !== undefined && { fix }) }
}

export function errorOf(outcome: Extract<KeptOutcome, { kind: 'error' }>): SallyportError {
  const { code, message, sideEffect, fix } = outcome
  // A later version may have kept a code that this one does not know.
  const known = isErrorCode(code) ? code : 'outcome_unknown'
  return new SallyportError(known, message, { sideEffect, ...(fix !== undefined && { fix }) })
}

export function contextOf({ organizationId, workspaceId, id }: KeptOwner): SealContext {
  const within = workspaceId !== null && { workspaceId }
  return { organizationId, ...within, subjectId: id, purpose: 'idempotent-call', version: 1 }
}
