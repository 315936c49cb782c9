import type { Definition } from '@sallyport/definition'
import type { Credential, RefreshTimings } from '@sallyport/runtime'

export interface RefreshTimeOptions {
  readonly timings: Pick<RefreshTimings, 'marginMs' | 'marginShare'>
  /** From 0 up to, and without, 1. */
  readonly random: () => number
}

const DAY_MS = 86_400_000

/**
 * When a job is to renew a credential that nobody may be using, in milliseconds of the clock that its grant was written
 * by. Ahead of the end of its access token, and never twice at the same moment for those that were got together; and
 * where refresh tokens die of idleness, well before they do. `undefined` where nothing ends.
 */
export function refreshTime(
  definition: Pick<Definition, 'auth'>,
  { alternative, grant }: Credential,
  { timings, random }: RefreshTimeOptions,
): number | undefined {
  const mechanism = definition.auth[alternative]?.mechanism
  if (mechanism?.scheme !== 'oauth2' || grant === undefined) return undefined
  const { issuedAt, expiresAt } = grant
  const times: number[] = []
  if (expiresAt !== undefined) {
    const life = Math.max(0, expiresAt - issuedAt)
    const margin = Math.min(timings.marginMs, life * timings.marginShare)
    // Within the margin: before it a token counts as fresh, and nobody renews it.
    times.push(expiresAt - margin * (1 - random() / 2))
  }
  const idleDays = mechanism.refresh?.idleDays
  if (idleDays !== undefined) times.push(issuedAt + idleDays * DAY_MS * (0.5 + random() / 4))
  return times.length === 0 ? undefined : Math.min(...times)
}
