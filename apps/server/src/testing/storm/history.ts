import { type Connection, queryAs } from '@sallyport/postgres'

/** One change of a credential's row, by the database's own account. */
export interface Change {
  readonly connector: string
  readonly version: number
  readonly state: string
  readonly phase: string
  readonly owner: string | null
  /** Milliseconds of the machine's clock. */
  readonly at: number
}

/** Makes the database write down every change of every credential; installed by an administrator, for the storm alone. */
export async function keepHistory(administrator: Connection): Promise<void> {
  await queryAs(administrator, 'CREATE SCHEMA storm')
  await queryAs(
    administrator,
    `CREATE TABLE storm.changes (sequence bigint GENERATED ALWAYS AS IDENTITY, connector uuid, version integer,
       state text, phase text, owner text, at timestamptz)`,
  )
  await queryAs(
    administrator,
    `CREATE FUNCTION storm.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
     BEGIN
       INSERT INTO storm.changes (connector, version, state, phase, owner, at)
         VALUES (NEW.connector_id, NEW.version, NEW.state, NEW.phase, NEW.owner, clock_timestamp());
       RETURN NULL;
     END $$`,
  )
  await queryAs(
    administrator,
    `CREATE TRIGGER storm AFTER UPDATE ON sallyport.credentials FOR EACH ROW
     WHEN (OLD.version <> NEW.version OR OLD.state <> NEW.state OR OLD.phase <> NEW.phase)
     EXECUTE FUNCTION storm.note()`,
  )
}

export async function readHistory(administrator: Connection): Promise<Change[]> {
  const rows = await queryAs<Omit<Change, 'at'> & { at: string }>(
    administrator,
    `SELECT connector, version, state, phase, owner, (extract(epoch FROM at) * 1000)::float8 AS at
     FROM storm.changes ORDER BY sequence`,
  )
  return rows.map((row) => ({ ...row, at: Number(row.at) }))
}

/** How every credential stands now. */
export async function readStates(administrator: Connection): Promise<ReadonlyMap<string, string>> {
  const rows = await queryAs<{ connector_id: string; state: string }>(
    administrator,
    'SELECT connector_id, state FROM sallyport.credentials',
  )
  return new Map(rows.map((row) => [row.connector_id, row.state]))
}
