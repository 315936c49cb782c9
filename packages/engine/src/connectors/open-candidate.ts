import {
  AccessTokens,
  type CredentialTrial,
  createAuthorizer,
  inMemory,
  type Sender,
} from '@sallyport/runtime'
import type { LivingCredentials } from '../credentials/living-credentials.ts'
import { scopeOfOrganization } from '../scope.ts'
import { type Candidate, type OpenCandidate, type OpenedCandidate, ownerOf } from './candidate.ts'

export interface OpenCandidateOptions {
  readonly living: Pick<LivingCredentials, 'trial'>
  readonly sender: Sender
  readonly now: () => number
}

/**
 * Opens candidates. One that lacks an access token gets it from the token endpoint, which is a proof by itself; tokens
 * that others are exchanged for are forgotten with them.
 */
export function openCandidate(options: OpenCandidateOptions): OpenCandidate {
  return async (candidate, { kept }) => {
    const { credential, template } = candidate
    const mechanism = template.definition.auth[credential.alternative]?.mechanism
    const lacksToken = mechanism?.scheme === 'oauth2' && !Object.hasOwn(credential.fields, mechanism.field)
    const trial = trialOf(options, candidate, kept)
    if (lacksToken && trial === undefined) return undefined
    return opened(options, candidate, trial)
  }
}

/** A refresh token that is good once is not used up for what nobody will store. */
function trialOf(
  { living }: OpenCandidateOptions,
  candidate: Candidate,
  kept: boolean,
): CredentialTrial | undefined {
  const { credential, template } = candidate
  const { organizationId, workspaceId } = ownerOf(candidate)
  const row = { organizationId, workspaceId, id: candidate.connectorId }
  const scope = scopeOfOrganization(organizationId)
  return living.trial({ row, scope, definition: template.definition }, credential, kept)
}

function opened(
  { sender, now }: OpenCandidateOptions,
  candidate: Candidate,
  trial: CredentialTrial | undefined,
): OpenedCandidate {
  const { credential, template, connectorId } = candidate
  const { organizationId, workspaceId } = ownerOf(candidate)
  const authorizer = createAuthorizer(template.definition, credential, {
    now,
    sender,
    tokens: new AccessTokens(inMemory(), now),
    key: connectorId,
    scope: `${organizationId} ${workspaceId}`,
    ...(trial && { source: trial }),
  })
  return {
    authorizer,
    renews: trial !== undefined,
    ready: async () => void (await trial?.current()),
    settled: async () => trial?.settled() ?? { credential, granted: false, spent: false },
  }
}
