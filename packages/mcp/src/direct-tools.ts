import type { Tool } from '@modelcontextprotocol/server'
import type { Answer, Operations } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import type { ToolAnswer, ToolCall } from './host.ts'
import type { Session } from './session.ts'

type Toolset = Answer<Operations['listTools']>
type Act = Toolset['tools'][number]['act']

/** The least that a budget can be, by the contract. */
const LEAST_TOKENS = 200
/** What a tool of a session does is remembered as long as its client may remember the tool. */
const REMEMBERED_MS = 60_000
const MOST_SESSIONS = 1_000

interface Remembered {
  readonly acts: ReadonlyMap<string, Act>
  readonly until: number
}

/** A budget that nothing fits into has no tools. */
function nothingIfNoRoom(error: unknown): Pick<Toolset, 'tools'> {
  if (SallyportError.isInstance(error) && error.code === 'invalid_request') return { tools: [] }
  throw error
}

/**
 * Operations as tools of their own, where the budget of a session has room for all of them. A call finds out anew what its tool does,
 * or remembers: what may be done is decided where it is done in any case.
 */
export class DirectTools {
  readonly #sessions = new Map<string, Remembered>()

  async list(session: Session, signal: AbortSignal): Promise<readonly Tool[]> {
    const { maxTokens } = session.settings
    if (maxTokens < LEAST_TOKENS || !session.ofWorkspace) return []
    const body = { max_tokens: maxTokens }
    const toolset = await session.call('listTools', { body }, { signal }).catch(nothingIfNoRoom)
    const direct = toolset.tools.filter(({ act }) => act.kind === 'operation')
    this.#remember(session, new Map(direct.map(({ name, act }) => [name, act])))
    return direct.map(({ name, title, description, input_schema, annotations }) => ({
      name,
      title,
      description,
      inputSchema: input_schema as Tool['inputSchema'],
      annotations,
    }))
  }

  /** Undefined where the session has no such tool. */
  async call(session: Session, { name, input, signal }: ToolCall): Promise<ToolAnswer | undefined> {
    const act = await this.#actOf(session, name, signal)
    if (act === undefined) return undefined
    const body = { act, input, max_result_tokens: session.settings.maxResultTokens }
    const { text } = await session.call('callTool', { body }, { signal })
    return { content: [{ type: 'text', text }] }
  }

  async #actOf(session: Session, name: string, signal: AbortSignal): Promise<Act | undefined> {
    const known = this.#sessions.get(session.key)
    if (known !== undefined && known.until > session.now()) {
      const act = known.acts.get(name)
      if (act !== undefined) return act
    }
    await this.list(session, signal)
    return this.#sessions.get(session.key)?.acts.get(name)
  }

  #remember(session: Session, acts: ReadonlyMap<string, Act>): void {
    this.#sessions.delete(session.key)
    this.#sessions.set(session.key, { acts, until: session.now() + REMEMBERED_MS })
    for (const key of this.#sessions.keys()) {
      if (this.#sessions.size <= MOST_SESSIONS) break
      this.#sessions.delete(key)
    }
  }
}
