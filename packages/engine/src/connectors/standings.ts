import type { CredentialRows, CredentialStanding } from '../credentials/credential-rows.ts'
import type { Principal } from '../execute/principal.ts'
import type { Connector } from '../ports.ts'

/** How the credentials of connectors are that the principal was shown. Read anew every time: nobody waits for a cache to hear of it. */
export async function standingsOf(
  { credentials }: { readonly credentials: Pick<CredentialRows, 'standing'> },
  { scope }: Principal,
  connectors: readonly Connector[],
): Promise<ReadonlyMap<string, CredentialStanding>> {
  if (connectors.length === 0) return new Map()
  const ids = connectors.map(({ id }) => id)
  const standings = await credentials.standing(scope, ids)
  return new Map(standings.map((standing) => [standing.connectorId, standing]))
}
