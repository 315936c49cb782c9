/**
 * What makes it safe to send a write again whose answer was lost. Where none is stated, a PUT and a DELETE are
 * natural (RFC 9110 9.2.2), and any other write is never repeated.
 */
export type Idempotency = IdempotencyKey | 'natural' | 'none' | Verify

/** The third party knows a repeated request by a key of ours, one for each call. */
export type IdempotencyKey =
  | { readonly header: string }
  /** A parameter that takes a UUID of the caller's; where the caller gives one, that is it. */
  | { readonly param: string }

/**
 * A read of the same entity that proves whether the write happened. Only for what the third party refuses to do
 * twice, such as taking a name: it is repeated where the read proves its absence.
 */
export interface Verify {
  readonly verify: string
  /** Parameter of the read -> parameter of the write, where their names differ. */
  readonly params?: Readonly<Record<string, string>>
  /** Dotted path in the record -> its value once the write has happened; without it, that there is a record. */
  readonly when?: Readonly<Record<string, string | number | boolean>>
}
