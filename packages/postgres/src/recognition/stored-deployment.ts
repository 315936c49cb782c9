import type { ClientBase } from 'pg'
import type { ServerIdentity } from './server-identity.ts'

/** How far a database has come: both numbers only grow. */
export interface Position {
  /** Raised by every start and every adoption. */
  readonly epoch: number
  /** Of the changes: raised by every new and every settled credential, among others. */
  readonly sequence: number
}

/** What the database says of itself. */
export interface StoredDeployment extends Position {
  readonly id: string
  /** Where it was adopted last; none before the first start that knew of it. */
  readonly adopted: ServerIdentity | undefined
  /** A backup was put back, and nobody has adopted it. */
  readonly restored: boolean
}

interface Row {
  readonly id: string
  readonly epoch: string
  readonly sequence: string
  readonly system: string | null
  readonly timeline: string | null
  readonly database: string | null
  readonly restored: boolean
}

const READ = `
  SELECT r.deployment_id AS id, r.epoch, c.sequence, r.system_identifier AS system, r.timeline,
    r.database_oid AS database, r.restored_at IS NOT NULL AS restored
  FROM sallyport_deployment.recognition r, sallyport_deployment.change_clock c`

export async function readStoredDeployment(client: ClientBase): Promise<StoredDeployment> {
  const { rows } = await client.query<Row>(READ)
  const [row] = rows
  if (row === undefined) throw new TypeError('a prepared database holds a deployment')
  const { id, system, timeline, database, restored } = row
  const known = system !== null && timeline !== null && database !== null
  return {
    id,
    epoch: Number(row.epoch),
    sequence: Number(row.sequence),
    adopted: known ? { system, timeline: Number(timeline), database } : undefined,
    restored,
  }
}
