import type { Emulator } from '@sallyport/emulator'
import type { ApplicationFile } from '../application-file.ts'
import type { RunningEngine } from '../wire.ts'
import { DemoPrinter } from './demo-printer.ts'
import { showStoredCredential } from './demo-stored-credential.ts'

export interface Walk {
  readonly engine: RunningEngine
  readonly application: ApplicationFile
  /** The third party's token, which goes in once and never comes out. */
  readonly token: string
  readonly github: Emulator
}

interface Reply {
  readonly access_token: string
  readonly token: string
  readonly id: string
  readonly result: readonly { readonly number: number; readonly title: string }[]
  readonly connector_metadata: { readonly has_next_page: boolean; readonly end_cursor: string | null }
}

const REPOSITORY = 'octokit-fixture-org/paginate-issues'

/** The steps of a first call, each request and answer printed as it goes. */
export async function walk({ engine, application, token, github }: Walk): Promise<void> {
  const print = new DemoPrinter([application.client_secret, token])
  const call = caller(engine.url, print)

  print.title('1. The company logs in with client id and secret')
  const { client_id, client_secret } = application
  const { access_token } = await call('POST', '/api/v1/applications/token', {
    body: { client_id, client_secret },
  })

  print.title('2. A token for one customer; the workspace is made if it is new')
  const scoped = await call('POST', '/api/v1/embedded/scoped-token', {
    bearer: access_token,
    body: { workspace_name: 'acme' },
  })
  const bearer = scoped.token

  print.title('3. What the token is for, and what can be connected')
  await call('GET', '/api/v1/embedded/scoped-token/info', { bearer })
  await call('GET', '/api/v1/integrations/templates/sources', { bearer })

  print.title("4. The customer's GitHub account is connected; the credential is sealed")
  const connector = await call('POST', '/api/v1/integrations/connectors', {
    bearer,
    body: {
      connector_type: 'github',
      external_user_id: 'acme',
      source_config: { repositories: REPOSITORY },
      credentials: { token },
    },
  })

  print.title('5. The agent lists issues, page by page, and sees no credential')
  let cursor: string | null = null
  let issues = 0
  do {
    const params: Record<string, unknown> = { limit: 5, ...(cursor !== null && { cursor }) }
    const page: Reply = await call('POST', `/api/v1/integrations/connectors/${connector.id}/execute`, {
      bearer,
      body: { entity: 'issues', action: 'list', params, select_fields: ['number', 'title'] },
    })
    issues += page.result.length
    cursor = page.connector_metadata.end_cursor
  } while (cursor !== null)

  print.title('6. What a model gets: tools for this customer, within a budget of tokens')
  await call('POST', '/api/v1/tools', { bearer, body: { entities: ['issues'], max_tokens: 4000 } })

  print.title('What the database holds of the credential')
  print.lines(await showStoredCredential(engine, connector.id, token))
  print.title('What GitHub saw')
  print.lines([
    `${github.ledger.count({ path: '/repos/octokit-fixture-org/paginate-issues/issues' })} requests for ${issues} issues, each with the credential`,
  ])
  print.title('Next')
  print.lines([
    'npm start                                   the engine, for real use',
    'npm run emulate -- github --port 4010       the same GitHub, to practise on; it says how an engine is sent there',
    'npm run -s sallyport -- --help              everything else',
  ])
}

interface Request {
  readonly bearer?: string
  readonly body?: object
}

function caller(url: string, print: DemoPrinter) {
  return async (method: string, path: string, { bearer, body }: Request): Promise<Reply> => {
    print.request({ method, path, bearer, body })
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const reply = (await response.json()) as Reply
    print.answer(response.status, reply)
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`)
    return reply
  }
}
