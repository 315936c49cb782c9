import { parseConfig } from '@sallyport/runtime'
import type { Candidate } from '../connectors/candidate.ts'
import { type Checked, checkCandidate, SKIPPED } from '../connectors/check-candidate.ts'
import type { Principal } from '../execute/principal.ts'
import type { ConnectOptions } from './connect-options.ts'
import { type FromSecretRequest, openSecret } from './create-from-secret.ts'

/**
 * Tries what a consent brought and what it opens. It is not used up: a connector can be created with it afterwards.
 *
 * @throws SallyportError as `createFromSecret` does; what the third party says is in the report.
 */
export async function checkFromSecret(
  options: ConnectOptions,
  principal: Principal,
  { request, signal }: { readonly request: FromSecretRequest; readonly signal?: AbortSignal },
): Promise<Checked> {
  const { session, way, wanted, credential } = await openSecret(options, principal, request)
  const checkId = options.newId()
  if (request.validate === false) return { ...SKIPPED, checkId }
  const candidate: Candidate = {
    organizationId: session.organizationId,
    workspaceId: session.workspaceId,
    connectorId: checkId,
    template: way.template,
    config: parseConfig(way.definition, wanted.config),
    credential,
  }
  const report = await checkCandidate(options, candidate, {
    caller: principal.applicationId,
    entities: wanted.entities,
    ...(signal && { signal }),
  })
  return { ...report, checkId }
}
