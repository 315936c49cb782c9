import { SallyportError } from '@sallyport/errors'
import type { RefreshSubject } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import type { JobHandler, Jobs, Storage, StoredConnector } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import { applicationName } from './application-breaker.ts'
import type { LivingCredentials } from './living-credentials.ts'
import type { RefreshGovernor } from './refresh-governor.ts'
import { openCredential } from './sealed-credential.ts'

export interface RefreshJobOptions {
  readonly connectors: Pick<Storage['connectors'], 'find'>
  readonly workspaces: Pick<Storage['workspaces'], 'find'>
  readonly catalogues: Catalogues
  readonly vault: Vault
  readonly living: LivingCredentials
  readonly governor: RefreshGovernor
  readonly jobs: Pick<Jobs, 'add'>
  readonly now: () => number
}

/** What is known of the credential by its state: nobody has to try again. */
const OVER = new Set(['reauthorization_required', 'credential_invalid'])
/** How long after a workspace was found inactive it is looked at again. */
const ASLEEP_MS = 3_600_000

/**
 * Renews a credential before anybody waits for it, through the same refresher as calls do. Its save sets the next job.
 * One that is not let in yet comes again later, and so does one of a workspace that is inactive.
 */
export function refreshJob(options: RefreshJobOptions): JobHandler {
  const { jobs, now } = options
  return async (scope, { subjectId }) => {
    const pauseMs = await refreshAhead(options, scope, subjectId)
    if (pauseMs === undefined) return
    const runAt = new Date(now() + pauseMs)
    await jobs.add(scope, { task: 'refresh_credential', subjectId, runAt, once: true })
  }
}

/** Gives the milliseconds after which the job is to come again, where it could not do its work yet. */
async function refreshAhead(
  options: RefreshJobOptions,
  scope: OrganizationScope,
  connectorId: string,
): Promise<number | undefined> {
  const { governor, living, connectors, workspaces } = options
  const row = await connectors.find(scope, connectorId)
  const workspace = row && (await workspaces.find(scope, row.workspaceId))
  if (row === undefined || workspace === undefined) return undefined
  if (workspace.status !== 'active') return ASLEEP_MS
  const due = await whatIsDue(options, scope, row)
  if (due === undefined) return undefined
  const admission = governor.enter(applicationName(scope.organizationId, due.application))
  if ('comeAgainInMs' in admission) return admission.comeAgainInMs
  try {
    await living.refresher.refresh(due.subject, due)
  } catch (error) {
    if (!SallyportError.isInstance(error) || !OVER.has(error.code)) throw error
  } finally {
    admission.leave()
  }
  return undefined
}

interface Due {
  readonly subject: RefreshSubject
  readonly version: number
  readonly cause: 'expiry' | 'refusal'
  readonly application: string
}

async function whatIsDue(
  { catalogues, vault, living }: RefreshJobOptions,
  scope: OrganizationScope,
  row: StoredConnector,
): Promise<Due | undefined> {
  const { definition } = (await catalogues.of(scope)).ofConnector(row)
  const credential = await openCredential(vault, row, row.credential)
  const subject = living.subject({ row, scope, definition }, credential.alternative)
  if (!subject?.renewal.renewable(credential)) return undefined
  const { grant, fields, definitionId } = credential
  return {
    subject,
    version: row.credential.version,
    // A token whose end nobody knows never comes to be renewed by time: it is asked for as if it had been refused.
    cause: grant?.expiresAt === undefined ? 'refusal' : 'expiry',
    application: grant?.applicationId ?? fields.client_id ?? definitionId,
  }
}
