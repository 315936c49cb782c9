import { createHash } from 'node:crypto'
import type { Vault } from '@sallyport/vault'
import type { JobHandler, Storage } from '../ports.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import { openCredential } from './sealed-credential.ts'

const DAY_MS = 24 * 3600 * 1000
/** How many days before its end the owner of a credential is told. */
export const WARNING_DAYS = [14, 3, 1] as const
/** Milliseconds before the end at which the first warning is due. */
export const FIRST_WARNING_MS = WARNING_DAYS[0] * DAY_MS

export interface WarnOfExpiryOptions {
  readonly storage: Pick<Storage, 'connectors' | 'credentials'>
  readonly catalogues: Catalogues
  readonly vault: Vault
  readonly now: () => number
}

/**
 * The handler of `warn_of_expiry`: says 14 days, 3 days and 1 day before a credential expires that nobody but its owner
 * can renew. Each once, whichever engine says it and however often the job is done. After a pause that covers two of
 * them the later one is said. Its state stays as it is: it works.
 */
export function warnOfExpiry({ storage, catalogues, vault, now }: WarnOfExpiryOptions): JobHandler {
  const { connectors, credentials } = storage
  return async (scope, { subjectId }) => {
    const row = await connectors.find(scope, subjectId)
    const [standing] = await credentials.standing(scope, [subjectId])
    if (row === undefined || !standing?.expiresAt) return
    const { definition } = (await catalogues.of(scope)).ofConnector(row)
    const { alternative } = await openCredential(vault, row, row.credential)
    // Replaced since by one that is renewed: what is stored is the end of an access token.
    if (definition.auth[alternative]?.expiryHeader === undefined) return
    const expiresAt = standing.expiresAt.getTime()
    const { due, next } = warningsAt(expiresAt, now())
    await credentials.warnOfExpiry(scope, {
      connectorId: row.id,
      version: row.credential.version,
      expiresAt,
      ...(due !== undefined && { warning: { id: warningId(row.id, expiresAt, due), days: due } }),
      ...(next !== undefined && { nextAt: expiresAt - next * DAY_MS }),
    })
  }
}

/** Days of the warning that is due, and of the one after it. */
export function warningsAt(
  expiresAt: number,
  now: number,
): { readonly due: number | undefined; readonly next: number | undefined } {
  if (now >= expiresAt) return { due: undefined, next: undefined }
  return {
    due: WARNING_DAYS.findLast((days) => now >= expiresAt - days * DAY_MS),
    next: WARNING_DAYS.find((days) => now < expiresAt - days * DAY_MS),
  }
}

/** The same for the same warning: a UUID of version 8 (RFC 9562 5.8). */
function warningId(...of: [connectorId: string, expiresAt: number, days: number]): string {
  const hex = createHash('sha256').update(of.join(' ')).digest('hex')
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-')
}
