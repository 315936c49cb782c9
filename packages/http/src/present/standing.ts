import type { CredentialStanding } from '@sallyport/engine'

/** How a connector's credential is. One whose row went away meanwhile is as good as revoked. */
export function standingBody(standing: CredentialStanding | undefined) {
  return {
    status: standing?.state ?? ('revoked' as const),
    status_cause: standing?.cause ?? null,
    last_success_at: standing?.lastSuccessAt?.toISOString() ?? null,
    expires_at: standing?.expiresAt?.toISOString() ?? null,
  }
}
