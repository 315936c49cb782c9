import type { Pool } from 'pg'

/** So many signs of life that are missing mean that an engine is gone. */
const MISSED = 4

/**
 * Signs of life of the engines that work at jobs, and what they are for: a job that an engine took which is gone
 * is given back. Times are the database's alone.
 */
export class JobWorkers {
  readonly #pool: Pool
  readonly #heartbeatMs: number

  constructor(pool: Pool, heartbeatMs: number) {
    this.#pool = pool
    this.#heartbeatMs = heartbeatMs
  }

  /**
   * Says that these workers live. Gives the tasks of jobs that nobody will ever take again, because their last
   * attempt ended without a word.
   */
  async beat(ids: readonly string[]): Promise<readonly string[]> {
    const patience = (MISSED * this.#heartbeatMs) / 1000
    const { rows } = await this.#pool.query<{ steady: boolean }>(STEADY, [ids, patience])
    await this.#pool.query(SEEN, [ids])
    // After a time without the database everybody looks gone, until each has said that it is not.
    if (rows[0]?.steady !== true) return []
    await this.#pool.query(GIVE_BACK, [patience])
    await this.#pool.query(FORGET, [patience])
    return (await this.#pool.query<{ task: string }>(REMOVE_SPENT)).rows.map(({ task }) => task)
  }

  async leave(ids: readonly string[]): Promise<void> {
    await this.#pool.query('DELETE FROM sallyport_deployment.job_workers WHERE id = ANY ($1)', [ids])
  }
}

const STEADY = `SELECT count(*) = cardinality($1::text[]) AS steady FROM sallyport_deployment.job_workers
  WHERE id = ANY ($1) AND seen_at > now() - $2::float8 * interval '1 second'`
const SEEN = `INSERT INTO sallyport_deployment.job_workers (id) SELECT unnest($1::text[])
  ON CONFLICT (id) DO UPDATE SET seen_at = now()`
const GIVE_BACK = `UPDATE sallyport_jobs._private_jobs AS j
  SET locked_at = NULL, locked_by = NULL, run_at = greatest(run_at, now())
  WHERE j.locked_at < now() - $1::float8 * interval '1 second' AND NOT EXISTS (
    SELECT FROM sallyport_deployment.job_workers w
    WHERE w.id = j.locked_by AND w.seen_at > now() - $1::float8 * interval '1 second')`
const FORGET = `DELETE FROM sallyport_deployment.job_workers
  WHERE seen_at <= now() - $1::float8 * interval '1 second'`
const REMOVE_SPENT = `WITH spent AS (
    DELETE FROM sallyport_jobs._private_jobs WHERE locked_at IS NULL AND attempts >= max_attempts RETURNING task_id)
  SELECT t.identifier AS task FROM spent JOIN sallyport_jobs._private_tasks t ON t.id = spent.task_id`
