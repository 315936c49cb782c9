import type { Application } from '../ports.ts'

/** The organizations that an application may act in, its own first. */
export function reachOf({ organizationId, granted }: Application): readonly string[] {
  return [organizationId, ...granted]
}

/** Whether an application is there, in use, and may act in an organization. */
export function mayActIn(
  application: Application | undefined,
  organizationId: string,
): application is Application {
  if (application === undefined || application.revokedAt !== null) return false
  return application.organizationId === organizationId || application.granted.includes(organizationId)
}

/** Whether the secret of that number still logs in, and what was made with it still counts. */
export function isSecretLive(
  { secretVersion, previousUntil }: Application,
  version: number,
  now: number,
): boolean {
  if (version === secretVersion) return true
  return version === secretVersion - 1 && previousUntil !== null && now < previousUntil.getTime()
}
