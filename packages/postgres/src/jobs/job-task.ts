import type { JobHandler, JobTask, OrganizationScope } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { JobHelpers, Task } from 'graphile-worker'
import { isOrganizationId } from '../scope-proof.ts'
import { isMacOfJob, type JobIdentity } from './job-mac.ts'

export interface JobTaskOptions {
  readonly scopeKey: Uint8Array
  /** Makes the scope of an organization that a job has proved. */
  readonly scopeOf: (organizationId: string) => OrganizationScope
  /** Told of jobs that failed for good, and of such as nobody of the house added. */
  readonly onFailure: (error: unknown) => void
}

const RELEASE = `UPDATE sallyport_jobs._private_jobs
  SET locked_at = NULL, locked_by = NULL, last_error = $3,
    run_at = greatest($4, now() + interval '1 second')
  WHERE id = $1 AND locked_by = $2`

/** Nothing was tried: it is not counted, and waits until somebody has looked into it. */
const PUT_BACK = `UPDATE sallyport_jobs._private_jobs
  SET locked_at = NULL, locked_by = NULL, last_error = $3, attempts = greatest(attempts - 1, 0),
    run_at = now() + interval '30 seconds'
  WHERE id = $1 AND locked_by = $2`

/** A handler in graphile-worker's terms. It runs only for a job that was added within its organization. */
export function jobTask(options: JobTaskOptions, task: JobTask, handler: JobHandler): Task {
  return async (payload, helpers) => {
    const identity = identityOf(task, payload, options.scopeKey)
    if (identity === undefined) {
      options.onFailure(new Error(`A job of the task ${task} that nobody of the house added was dropped.`))
      return
    }
    const { organizationId, subjectId } = identity
    const { attempts: attempt, max_attempts: most } = helpers.job
    try {
      await handler(options.scopeOf(organizationId), { subjectId, attempt, last: attempt >= most })
    } catch (error) {
      await failed(options, helpers, error)
    }
  }
}

/** In quarantine nothing was tried. For good: told, and the job is gone. Otherwise it is tried again: at the time that the error tells, or later and later. */
async function failed(
  { onFailure }: JobTaskOptions,
  { job, withPgClient }: JobHelpers,
  error: unknown,
): Promise<void> {
  const word = SallyportError.isInstance(error) ? error.code : 'internal'
  if (word === 'quarantined') {
    await withPgClient((client) => client.query(PUT_BACK, [job.id, job.locked_by, word]))
    throw new JobFailed(word, error)
  }
  if (job.attempts >= job.max_attempts) return onFailure(error)
  if (SallyportError.isInstance(error) && error.retryAt !== undefined) {
    const values = [job.id, job.locked_by, word, error.retryAt]
    await withPgClient((client) => client.query(RELEASE, values))
  }
  // The queue keeps the message: a word, whatever the error itself would say.
  throw new JobFailed(word, error)
}

/** Of whom a job speaks, where that is proved. */
function identityOf(task: JobTask, payload: unknown, scopeKey: Uint8Array): JobIdentity | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined
  const { organization, subject, mac } = payload as Partial<Record<string, unknown>>
  if (typeof organization !== 'string' || !isOrganizationId(organization)) return undefined
  if (typeof subject !== 'string' || typeof mac !== 'string') return undefined
  const identity = { task, organizationId: organization, subjectId: subject }
  return isMacOfJob(mac, scopeKey, identity) ? identity : undefined
}

class JobFailed extends Error {
  constructor(word: string, cause: unknown) {
    super(word, { cause })
  }
}
