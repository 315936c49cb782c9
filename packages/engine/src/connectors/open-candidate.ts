import { AccessTokens, createAuthorizer, inMemory, type Sender } from '@sallyport/runtime'
import { type OpenCandidate, ownerOf } from './candidate.ts'

export interface OpenCandidateOptions {
  readonly sender: Sender
  readonly now: () => number
}

/** Opens candidates that can be used as they were given; the tokens that some are exchanged for are forgotten with them. */
export function openCandidate({ sender, now }: OpenCandidateOptions): OpenCandidate {
  return async (candidate) => {
    const { credential, template, connectorId } = candidate
    const { definition } = template
    const mechanism = definition.auth[credential.alternative]?.mechanism
    const lacksToken = mechanism?.scheme === 'oauth2' && !Object.hasOwn(credential.fields, mechanism.field)
    if (lacksToken) return undefined
    const { organizationId, workspaceId } = ownerOf(candidate)
    const authorizer = createAuthorizer(definition, credential, {
      now,
      sender,
      tokens: new AccessTokens(inMemory(), now),
      key: connectorId,
      scope: `${organizationId} ${workspaceId}`,
    })
    return { authorizer, credential }
  }
}
