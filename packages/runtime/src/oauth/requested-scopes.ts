import type { OAuth2Mechanism } from '@sallyport/definition'

/** What a connector is to be good for; no modes means both. */
export interface WantedEntity {
  readonly entity: string
  readonly modes?: readonly ('read' | 'write')[]
}

/**
 * The scopes to ask for, where the organization's application names none: those that the definition states for reading
 * alone where nothing else is wanted, or for both; all that it lists where it states none.
 */
export function requestedScopes(
  { scopes, defaultScopes }: OAuth2Mechanism,
  wanted: readonly WantedEntity[] = [],
): readonly string[] {
  if (defaultScopes === undefined) return Object.keys(scopes)
  const readOnly =
    wanted.length > 0 &&
    wanted.every(({ modes = ['write'] }) => modes.length > 0 && modes.every((mode) => mode === 'read'))
  return readOnly ? defaultScopes.read : defaultScopes.write
}
