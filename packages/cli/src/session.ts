import type { Answer, Capability, Input, OperationId, Operations } from '@sallyport/contract'
import { inputProblems } from '@sallyport/contract/input-problems'
import { createEngineSession, type EngineFiles } from 'sallyport/hosted'
import type { CliHost, Connection, Fetch } from './host.ts'
import { wrongInput } from './input/wrong-use.ts'
import { printable } from './output/printable.ts'

/** A login, for as long as one command runs. */
export interface Session {
  readonly connection: Connection
  /**
   * Calls one operation with a token of the application. What does not fit the contract is not sent.
   *
   * @throws SallyportError `invalid_request`, whatever the engine answers, `engine_unreachable`
   */
  call<Id extends OperationId>(id: Id, input: Partial<Input<Operations[Id]>>): Promise<Answer<Operations[Id]>>
  /** The same with another token. */
  callAs<Id extends OperationId>(
    token: string,
    id: Id,
    input: Partial<Input<Operations[Id]>> & Writing,
  ): Promise<Answer<Operations[Id]>>
  /** A token of one workspace that is good for these capabilities alone. */
  scopedToken(workspace: string, capabilities: readonly Capability[]): Promise<string>
  readonly download: EngineFiles['download']
}

export interface Writing {
  /** What a call changes at a third party, as in `issues.create`. */
  readonly writes?: string | undefined
  /** By which it is done once. */
  readonly idempotencyKey?: string | undefined
}

export interface SessionOptions {
  readonly connection: Connection
  readonly verbose: boolean
}

export function openSession(host: CliHost, options: SessionOptions): Session {
  const { connection } = options
  const { url, clientId, clientSecret, organizationId } = connection
  const { api, tokens, files, scopedTokens } = createEngineSession({
    url,
    clientId,
    clientSecret: clientSecret.reveal(),
    ...(organizationId !== undefined && { organization: organizationId }),
    fetch: tellingFetch(host, options),
    now: host.now,
  })
  const callAs: Session['callAs'] = (token, id, input) => {
    const problems = inputProblems(id, input)
    if (problems.length > 0) throw wrongInput(problems)
    return api(id, { ...input, token })
  }
  return {
    connection,
    callAs,
    call: (id, input) => tokens.use(undefined, async (token) => callAs(token, id, input)),
    scopedToken: (workspace, capabilities) => scopedTokens({ workspace_name: workspace }, capabilities).get(),
    download: files.download,
  }
}

/** Says who calls; and tells of it, where that is wanted. */
function tellingFetch(host: CliHost, { verbose }: SessionOptions): Fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('user-agent', `sallyport/${host.version}`)
    const began = host.now()
    const response = await host.fetch(input, { ...init, headers })
    if (verbose) {
      const { pathname } = new URL(String(input))
      const line = `${init?.method ?? 'GET'} ${pathname} ${response.status} ${host.now() - began} ms`
      host.screen.stderr.write(`${printable(line)}\n`)
    }
    return response
  }
}
