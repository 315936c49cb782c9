import { createHash } from 'node:crypto'
import type { Credential } from '@sallyport/runtime'
import type { CreationKey, EntityChoice } from '../ports.ts'
import type { Values } from './connector-settings.ts'

/** What a request to connect an account asks for, once it is understood. */
export interface Asked {
  readonly name: string | undefined
  readonly stored: Values
  readonly entities: readonly EntityChoice[] | undefined
  readonly credential: Credential
}

/**
 * The key of a request together with what it asks for. Secrets are left out: their hash would be something to guess
 * them by. So a key stands for a connector, and not for the credential that it was made with.
 */
export function creationKey(key: string, { name, stored, entities, credential }: Asked): CreationKey {
  const { definitionId, alternative, fields } = credential
  const asked = [
    definitionId,
    alternative,
    Object.keys(fields).sort(),
    name ?? null,
    Object.entries(stored).sort(([a], [b]) => (a < b ? -1 : 1)),
    (entities ?? []).map(({ entity, modes }) => [entity, modes ?? null]),
  ]
  return { key, requestHash: createHash('sha256').update(JSON.stringify(asked)).digest() }
}
