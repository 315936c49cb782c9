import type { RedirectUrlStore } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'

const LIST: Statement = {
  name: 'list redirect URLs',
  text: 'SELECT url FROM sallyport.redirect_urls ORDER BY url',
}
const CLEAR: Statement = { name: 'clear redirect URLs', text: 'DELETE FROM sallyport.redirect_urls' }
const INSERT: Statement = {
  name: 'insert redirect URLs',
  text: `INSERT INTO sallyport.redirect_urls (organization_id, url)
    SELECT sallyport.current_organization(), url FROM unnest($1::text[]) AS url ON CONFLICT DO NOTHING`,
}
const NAME: Statement = {
  name: 'name of organization',
  text: 'SELECT name FROM sallyport.organizations',
}

export function redirectUrlStore(transactions: OrganizationTransactions): RedirectUrlStore {
  return {
    async list(scope) {
      const rows = await transactions.run(scope, (query) => query<{ url: string }>(LIST, []))
      return rows.map(({ url }) => url)
    },
    replace: (scope, urls, event) =>
      transactions.run(scope, async (query) => {
        await query(CLEAR, [])
        await query(INSERT, [urls])
        await insertAuditEvent(query, null, event)
      }),
    async organizationName(scope) {
      const [row] = await transactions.run(scope, (query) => query<{ name: string }>(NAME, []))
      return row?.name
    },
  }
}
