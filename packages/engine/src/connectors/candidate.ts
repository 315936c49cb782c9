import type { Authorizer, ConnectorConfig, Credential, TriedCredential } from '@sallyport/runtime'
import type { Template } from '../templates/catalogue.ts'

/** A credential that is not stored yet, with the connector that it would be one of. */
export interface Candidate {
  readonly organizationId: string
  /** Absent where the workspace would be made together with the connector. */
  readonly workspaceId: string | undefined
  /** Of the connector that is, or would be. */
  readonly connectorId: string
  readonly template: Template
  readonly config: ConnectorConfig
  readonly credential: Credential
}

/** What a trial leaves. */
export interface SettledCandidate extends TriedCredential {
  /** What is held of the tokens that were given meanwhile. */
  readonly held: readonly string[]
}

/** A candidate that calls can be made with. */
export interface OpenedCandidate {
  readonly authorizer: Authorizer
  /** Whether calls may have it renewed. */
  readonly renews: boolean
  /**
   * Gets the access token where there is none.
   *
   * @throws SallyportError as `CredentialTrial.current` does.
   */
  ready(): Promise<void>
  /** What it is by now. Waits for what is under way: a refresh that is cut off would lose what it brought. Never rejects. */
  settled(): Promise<SettledCandidate>
}

/**
 * Makes a candidate one that calls can be made with. `undefined` where it cannot be proved.
 *
 * @param use.kept Whether what a token endpoint gives meanwhile will be stored.
 * @throws SallyportError `credential_invalid`
 */
export type OpenCandidate = (
  candidate: Candidate,
  use: { readonly kept: boolean },
) => Promise<OpenedCandidate | undefined>

/** Keeps the connections and the turns of a candidate's calls apart from those of other tenants. */
export function ownerOf({ organizationId, workspaceId, connectorId }: Candidate) {
  return { organizationId, workspaceId: workspaceId ?? connectorId, credentialId: connectorId }
}
