import { connect } from 'sallyport'
import { type Contestant, type Place, TOKEN } from './contestant.ts'
import { FIELDS } from './issues.ts'

const at = { owner: 'bench', repo: 'bench' }

/** Local mode as an application uses it. */
export function sallyport({ port, definition }: Place): Contestant {
  const client = connect(definition, {
    credentials: { token: TOKEN },
    redirectOrigins: { 'https://api.github.com': `http://127.0.0.1:${port}` },
  })
  return {
    async ask(size) {
      const { data } =
        size === '2 KB'
          ? await client.execute('issues', 'get', { ...at, number: 1 }, { fields: FIELDS })
          : await client.execute('issues', 'list', at, { limit: 25, fields: FIELDS })
      return data
    },
  }
}
