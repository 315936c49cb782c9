import type { Credential } from '../authorize/credential.ts'

/** A credential, and which version of it. */
export interface VersionedCredential {
  readonly credential: Credential
  readonly version: number
}

/** Gives an authorizer the credential that is good now, and hears from it when the third party thinks otherwise. */
export interface CredentialSource {
  /**
   * Answers from memory where it can; waits for a refresh where the access token is over.
   *
   * @throws SallyportError `reauthorization_required`, `refresh_in_progress`, `application_refused`, `upstream_*`
   */
  current(signal?: AbortSignal): VersionedCredential | Promise<VersionedCredential>
  /**
   * Told that the third party refused a version (401) for an operation (`issues.list`).
   *
   * @returns Whether `current` now gives something that is worth one more try.
   */
  refused(version: number, operation: string, signal?: AbortSignal): Promise<boolean>
}
