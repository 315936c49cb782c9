import type { Authorizer, ConnectorConfig, Credential } from '@sallyport/runtime'
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

/** A candidate that calls can be made with. */
export interface OpenedCandidate {
  readonly authorizer: Authorizer
  /** What is to be stored: another than was given where opening it took a refresh. */
  readonly credential: Credential
}

/**
 * Makes a candidate ready for calls. `undefined` where this engine cannot prove such a credential. What was begun is
 * finished however long it takes: a refresh that is cut off would lose what it brought.
 *
 * @throws SallyportError `credential_invalid`, `reauthorization_required`, `upstream_*` of whoever gives the token.
 */
export type OpenCandidate = (candidate: Candidate) => Promise<OpenedCandidate | undefined>

/** Keeps the connections and the turns of a candidate's calls apart from those of other tenants. */
export function ownerOf({ organizationId, workspaceId, connectorId }: Candidate) {
  return { organizationId, workspaceId: workspaceId ?? connectorId, credentialId: connectorId }
}
