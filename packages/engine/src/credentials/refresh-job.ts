import { SallyportError } from '@sallyport/errors'
import type { RefreshSubject } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import type { JobHandler, Jobs, Storage } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import { applicationName } from './application-breaker.ts'
import type { LivingCredentials } from './living-credentials.ts'
import type { RefreshGovernor } from './refresh-governor.ts'
import { openCredential } from './sealed-credential.ts'

export interface RefreshJobOptions {
  readonly connectors: Pick<Storage['connectors'], 'find'>
  readonly catalogues: Catalogues
  readonly vault: Vault
  readonly living: LivingCredentials
  readonly governor: RefreshGovernor
  readonly jobs: Pick<Jobs, 'add'>
  readonly now: () => number
}

/** What is known of the credential by its state: nobody has to try again. */
const OVER = new Set(['reauthorization_required', 'credential_invalid'])

/**
 * Renews a credential before anybody waits for it, through the same refresher as calls do. Its save sets the next job.
 * One that is not let in yet comes again later.
 */
export function refreshJob(options: RefreshJobOptions): JobHandler {
  const { governor, jobs, now, living } = options
  return async (scope, { subjectId }) => {
    const due = await whatIsDue(options, scope, subjectId)
    if (due === undefined) return
    const admission = governor.enter(applicationName(scope.organizationId, due.application))
    if ('comeAgainInMs' in admission) {
      const runAt = new Date(now() + admission.comeAgainInMs)
      return jobs.add(scope, { task: 'refresh_credential', subjectId, runAt, once: true })
    }
    try {
      await living.refresher.refresh(due.subject, due)
    } catch (error) {
      if (!SallyportError.isInstance(error) || !OVER.has(error.code)) throw error
    } finally {
      admission.leave()
    }
  }
}

interface Due {
  readonly subject: RefreshSubject
  readonly version: number
  readonly cause: 'expiry' | 'refusal'
  readonly application: string
}

async function whatIsDue(
  { connectors, catalogues, vault, living }: RefreshJobOptions,
  scope: OrganizationScope,
  connectorId: string,
): Promise<Due | undefined> {
  const row = await connectors.find(scope, connectorId)
  if (row === undefined) return undefined
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
