import { inspectDeployment, inspectServer } from '@sallyport/postgres'
import { readDeploymentFile } from '../deployment-file.ts'
import { type Check, failure, ok, warning } from './check.ts'

const WARN_SKEW_MS = 2_000
const FAIL_SKEW_MS = 60_000

export const serverAndRoles: Check = {
  name: 'database server and roles',
  async run({ database }) {
    const { version, unbound } = await inspectServer(database.connection)
    if (unbound.length === 0)
      return [ok(`PostgreSQL ${version}; row-level security binds the engine's role.`)]
    const fix =
      'Run as an administrator: ALTER ROLE <the role> NOSUPERUSER NOBYPASSRLS; and REVOKE its roles.'
    return [failure(`Row-level security does not bind ${unbound.join(', ')}.`, fix)]
  },
}

export const migrations: Check = {
  name: 'migrations',
  async run({ database }) {
    const { missing } = await inspectServer(database.connection)
    if (missing === 0) return [ok('The database has all migrations of this version.')]
    return [warning(`${missing} migrations of this version are missing.`, 'Start an engine of this version.')]
  },
}

export const clock: Check = {
  name: 'clock',
  async run({ database, edge }) {
    const before = edge.now()
    const { clock: theirs } = await inspectServer(database.connection)
    const after = edge.now()
    // Within the time that the question took, every clock is right.
    const skew = Math.max(0, before - theirs, theirs - after)
    const message = `Engine and database differ by ${Math.round(skew)} ms.`
    const fix = 'Let both hosts keep their time by NTP.'
    if (skew > FAIL_SKEW_MS) return [failure(message, fix)]
    return [skew > WARN_SKEW_MS ? warning(message, fix) : ok(message)]
  },
}

export const identity: Check = {
  name: 'deployment',
  async run({ config, database }) {
    const seen = await readDeploymentFile(config.dataDirectory)
    const { stored, differences } = await inspectDeployment(database.connection, {
      seen,
      place: database.place,
    })
    if (differences.length === 0) return [ok(`Deployment ${stored.id}, epoch ${stored.epoch}.`)]
    const fix = 'Run "sallyport adopt" where this database is the one to work with.'
    return differences.map(({ message }) => failure(`Quarantined: ${message}`, fix))
  },
}
