import type { ApplicationBreakers } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const READ: Statement = {
  name: 'read application breaker',
  text: `SELECT (extract(epoch FROM until) * 1000)::float8 AS until, cause FROM sallyport.application_breakers
    WHERE application = $1 AND until > clock_timestamp()`,
}
const OPEN: Statement = {
  name: 'open application breaker',
  text: `INSERT INTO sallyport.application_breakers AS a (organization_id, application, until, cause)
    VALUES (sallyport.current_organization(), $1, clock_timestamp() + $3::float8 * interval '1 millisecond', $2)
    ON CONFLICT (organization_id, application) DO UPDATE SET until = excluded.until, cause = excluded.cause
    WHERE a.until < excluded.until`,
}
const CLOSE: Statement = {
  name: 'close application breaker',
  text: 'DELETE FROM sallyport.application_breakers WHERE application = $1',
}

/** Times are the database's: engines whose clocks differ agree on when an application may be tried again. */
export function applicationBreakers(transactions: OrganizationTransactions): ApplicationBreakers {
  return {
    async read(scope, application) {
      const [row] = await transactions.run(scope, (query) =>
        query<{ readonly until: number; readonly cause: string }>(READ, [application]),
      )
      return row
    },
    async open(scope, application, { cause, ms }) {
      await transactions.run(scope, (query) => query(OPEN, [application, cause, ms]))
    },
    async close(scope, application) {
      await transactions.run(scope, (query) => query(CLOSE, [application]))
    },
  }
}
