import type { Static, TSchema } from 'typebox'
import type { AuthAlternative } from './auth.ts'
import { markAuthored } from './authored.ts'
import { checkDefinition } from './check-definition.ts'
import type { ConfigField } from './config.ts'
import type { Relation, Searchable, Sync } from './context-store.ts'
import type { Encoding } from './encoding.ts'
import type { ErrorRules } from './errors.ts'
import type { IdempotencyKey } from './idempotency.ts'
import type { Identity } from './identity.ts'
import type { Bucket } from './limits.ts'
import type { Operation } from './operation.ts'
import type { Server } from './server.ts'
import type { Utterances } from './utterances.ts'

/** The official description that a definition was checked against, or `handwritten` with the page that was read. */
export interface Provenance {
  readonly package: string
  readonly version: string
  readonly file: string
  readonly licence: string
}

/** A noun of the third party, and what can be done with it. */
export interface Entity {
  readonly about: string
  /** Shape of one record as far as we state it; the third party may send more. */
  readonly record: TSchema
  /** Fields that identify a record. */
  readonly key: readonly string[]
  /** Dotted paths that are enough to choose by. */
  readonly compact?: readonly string[]
  /** Dotted paths of texts that others than the account's owner may have written; an agent must not obey them. */
  readonly untrusted?: readonly string[]
  readonly search?: Searchable
  readonly sync?: Sync
  readonly relations?: Readonly<Record<string, Relation>>
  readonly actions: Readonly<Record<string, Operation>>
}

/** A connector definition: how one third-party API is reached, as plain data. */
export interface Definition {
  /** Name in code, on the wire and in URLs: lower case, digits and hyphens. */
  readonly slug: string
  /** UUID by which existing clients know this connector type. */
  readonly id: string
  readonly title: string
  readonly about: string
  readonly source: Provenance
  readonly server: Server
  readonly encoding?: Encoding
  /** Of every POST and PATCH that is no read. */
  readonly idempotency?: IdempotencyKey
  readonly config?: Readonly<Record<string, ConfigField>>
  readonly auth: Readonly<Record<string, AuthAlternative>>
  readonly identity?: Identity
  readonly errors: ErrorRules
  /** Name -> allowance. An operation that names none counts on the first. */
  readonly limits?: Readonly<Record<string, Bucket>>
  /** Operations under names that existing clients know: `invoice_finalizations.create` -> `invoices.finalize`. */
  readonly aliases?: Readonly<Record<string, string>>
  /** What people say who want an operation done; only search reads it. */
  readonly utterances?: Utterances
  readonly entities: Readonly<Record<string, Entity>>
}

/**
 * States a connector. The result is the same plain, JSON-serialisable object with its literal types
 * kept, from which the typed client is inferred.
 *
 * @throws {TypeError} naming every inconsistency, such as an alias that leads nowhere.
 *
 * @example
 * ```ts
 * import { bearer, defineConnector, entity, get } from '@sallyport/definition'
 * import { Type } from 'typebox'
 *
 * export const weather = defineConnector({
 *   slug: 'weather',
 *   id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
 *   title: 'Weather',
 *   about: 'Reports of weather stations.',
 *   source: { package: 'handwritten', version: '1', file: 'https://weather.example/docs', licence: 'none' },
 *   server: { url: 'https://api.weather.example' },
 *   auth: { token: bearer({ field: 'token', title: 'API token' }) },
 *   errors: { rules: [], message: ['error'] },
 *   entities: {
 *     stations: entity({
 *       about: 'Places that measure.',
 *       record: Type.Object({ id: Type.String(), city: Type.String() }),
 *       key: ['id'],
 *       actions: { get: get('/stations/{id}', { params: { id: Type.String() } }) },
 *     }),
 *   },
 * })
 * ```
 */
export function defineConnector<const D extends Definition>(definition: D): D {
  const problems = checkDefinition(definition)
  if (problems.length > 0) throw new TypeError(`${definition.slug}: ${problems.join('; ')}`)
  markAuthored(definition)
  return definition
}

/** States one entity, keeping its literal types. */
export function entity<const E extends Entity>(definition: E): E {
  return definition
}

/** The type of one record of an entity. */
export type RecordOf<E extends Entity> = Static<E['record']>

/** The type of what an operation gives: its own, or a record of its entity. */
export type ResultOf<E extends Entity, O extends Operation> = O extends {
  readonly result: infer S extends TSchema
}
  ? Static<S>
  : RecordOf<E>

/** Names of the parameters that the given settings supply when the caller does not. */
export type FilledBy<D extends Definition, Keys> =
  D['config'] extends Readonly<Record<string, ConfigField>>
    ? { [K in keyof D['config'] & Keys]: keyof D['config'][K]['fills'] & string }[keyof D['config'] & Keys]
    : never
