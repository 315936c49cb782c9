import { SallyportError } from '@sallyport/errors'
import type { SealContext, Vault } from '@sallyport/vault'

/** What a cursor is made for and read by. */
export interface CursorOptions {
  readonly vault: Pick<Vault, 'seal' | 'open'>
  readonly organizationId: string
  /** Which list goes on: a cursor of one is none of another. */
  readonly list: string
}

/** Far over what ours measure: a name has 1,020 bytes at most. */
const MAX_CURSOR = 4096
const FORM = /^[A-Za-z0-9_-]+$/

/**
 * Makes a cursor of where a list stands and what it was asked for. Sealed, it shows nothing where addresses are logged,
 * and nobody can make one up, or take that of another organization or list.
 */
export async function sealCursor(options: CursorOptions, place: object): Promise<string> {
  const sealed = await options.vault.seal(contextOf(options), Buffer.from(JSON.stringify(place)))
  return Buffer.from(sealed).toString('base64url')
}

/**
 * Reads a cursor back; what it gives is what `sealCursor` was given.
 *
 * @throws SallyportError `invalid_cursor` for whatever is no cursor of this list
 */
export async function openCursor<Place>(options: CursorOptions, text: string): Promise<Place> {
  const sealed = Buffer.from(text, 'base64url')
  // One spelling each: decoders pass over what is left of the last sign (RFC 4648 3.5).
  if (text.length > MAX_CURSOR || !FORM.test(text) || sealed.toString('base64url') !== text) throw noCursor()
  try {
    const opened = await options.vault.open(contextOf(options), sealed)
    return JSON.parse(Buffer.from(opened).toString())
  } catch (error) {
    throw SallyportError.isInstance(error) && error.code === 'vault_unavailable' ? noCursor() : error
  }
}

export function noCursor(): SallyportError {
  return new SallyportError('invalid_cursor', 'The cursor was not given out for this list.', {
    fix: 'Leave out "cursor" to begin with the first page.',
  })
}

function contextOf({ organizationId, list }: CursorOptions): SealContext {
  return { organizationId, subjectId: list, purpose: 'cursor', version: 0 }
}
