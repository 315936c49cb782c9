import {
  AccessTokens,
  type Credential,
  type CredentialTrial,
  createAuthorizer,
  inMemory,
  REFRESH_TOKEN,
  type Sender,
} from '@sallyport/runtime'
import type { LivingCredentials } from '../credentials/living-credentials.ts'
import { scopeOfOrganization } from '../scope.ts'
import { type Candidate, type OpenCandidate, type OpenedCandidate, ownerOf } from './candidate.ts'
import { type HoldOptions, holdGrant, prepareHold } from './held-grants.ts'

export interface OpenCandidateOptions extends HoldOptions {
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
    const held: string[] = []
    const trial = trialOf(options, candidate, kept ? await holding(options, candidate, held) : undefined)
    if (lacksToken && trial === undefined) return undefined
    return opened(options, candidate, { trial, held })
  }
}

type OnSpent = (credential: Credential) => Promise<void>

/** Once at most: a trial asks the token endpoint once. */
async function holding(
  options: OpenCandidateOptions,
  candidate: Candidate,
  held: string[],
): Promise<OnSpent> {
  const seal = await prepareHold(options, candidate)
  const presented = candidate.credential.fields[REFRESH_TOKEN] ?? ''
  const use = { seal, presented, forMs: graceOf(candidate) }
  return async (credential) => void held.push(await holdGrant(options, candidate, { ...use, credential }))
}

/** For so long its giver may try it again, and gets the same. */
function graceOf({ credential, template }: Candidate): number {
  const mechanism = template.definition.auth[credential.alternative]?.mechanism
  const reuse = mechanism?.scheme === 'oauth2' ? mechanism.refresh?.reuse : undefined
  return typeof reuse === 'object' ? reuse.graceSeconds * 1_000 : 0
}

/** A refresh token that is good once is not used up for what nobody will store. */
function trialOf(
  { living }: OpenCandidateOptions,
  candidate: Candidate,
  onSpent: OnSpent | undefined,
): CredentialTrial | undefined {
  const { credential, template } = candidate
  const { organizationId, workspaceId } = ownerOf(candidate)
  const row = { organizationId, workspaceId, id: candidate.connectorId }
  const scope = scopeOfOrganization(organizationId)
  return living.trial({ row, scope, definition: template.definition }, credential, onSpent)
}

function opened(
  { sender, now }: OpenCandidateOptions,
  candidate: Candidate,
  { trial, held }: { readonly trial: CredentialTrial | undefined; readonly held: readonly string[] },
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
    settled: async () => ({
      ...((await trial?.settled()) ?? { credential, granted: false, spent: false }),
      held,
    }),
  }
}
