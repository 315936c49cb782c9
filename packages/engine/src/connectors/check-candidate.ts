import { SallyportError } from '@sallyport/errors'
import { type CheckReport, check, type ResolvedCall, run } from '@sallyport/runtime'
import type { Principal } from '../execute/principal.ts'
import { runOptionsOf } from '../execute/run-options.ts'
import type { EntityChoice } from '../ports.ts'
import { lookUpWorkspace } from '../workspaces/workspace-reference.ts'
import { type Candidate, ownerOf } from './candidate.ts'
import { type CreateConnectorOptions, type NewConnectorRequest, understand } from './create-connector.ts'
import { readableEntities } from './readable-entities.ts'
import type { TryOptions } from './try-candidate.ts'

export interface Checked extends CheckReport {
  readonly checkId: string
}

/** Nothing was asked of the third party. */
export const SKIPPED: CheckReport = {
  status: 'skipped',
  error: undefined,
  account: undefined,
  unidentified: undefined,
  entities: [],
}

/**
 * Tries what a request to connect an account asks for. Nothing is stored. With `validate: false` the request alone is
 * looked at, and the third party is not asked.
 *
 * @throws SallyportError for a request that does not fit; what the third party says is in the report.
 */
export async function checkNewConnector(
  options: CreateConnectorOptions,
  principal: Principal,
  { request, signal }: { readonly request: NewConnectorRequest; readonly signal?: AbortSignal },
): Promise<Checked> {
  const { template, settings, credential } = await understand(options, principal, request)
  const looked = await lookUpWorkspace(options, principal, request)
  const checkId = options.newId()
  if (request.validate === false) return { ...SKIPPED, checkId }
  const candidate: Candidate = {
    organizationId: principal.scope.organizationId,
    workspaceId: 'missing' in looked ? undefined : looked.id,
    connectorId: checkId,
    template,
    config: settings.config,
    credential,
  }
  const report = await checkCandidate(options, candidate, {
    caller: principal.applicationId,
    entities: request.entities ?? [],
    ...(signal && { signal }),
  })
  return { ...report, checkId }
}

export interface CheckFor {
  readonly caller: string
  /** What it is to be open for; everything where none are named. */
  readonly entities: readonly EntityChoice[]
  readonly signal?: AbortSignal
}

/** The definition's check and one cheap read of each entity, with a credential that is not stored. */
export async function checkCandidate(
  options: TryOptions,
  candidate: Candidate,
  { caller, entities, signal }: CheckFor,
): Promise<CheckReport> {
  const { template, config } = candidate
  const { definition } = template
  try {
    const opened = await options.openCandidate(candidate, { kept: false })
    if (opened === undefined) return SKIPPED
    await opened.ready()
    const send = (call: ResolvedCall) =>
      run(call, opened.authorizer, {
        ...runOptionsOf(options, { applicationId: caller }, ownerOf(candidate)),
        callId: options.newId(),
        ...(signal && { signal }),
      })
    return await check({ definition, config }, { ...readableEntities(definition, entities), send })
  } catch (error) {
    if (!SallyportError.isInstance(error) || error.family !== 'upstream') throw error
    return { ...SKIPPED, status: 'failed', error }
  }
}
