import type { Tool } from '@modelcontextprotocol/server'
import type { Answer, Operations } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import type { ToolAnswer, ToolCall } from './host.ts'
import type { Session } from './session.ts'
import { KEY_TOKENS, takesKey, withKey, withoutKey } from './write-key.ts'

type Toolset = Answer<Operations['listTools']>
type Shown = Toolset['tools'][number]

/** The least that a budget can be, by the contract. */
const LEAST_TOKENS = 200
/** What a tool of a session does is remembered as long as its client may remember the tool. */
const REMEMBERED_MS = 60_000
const MOST_SESSIONS = 1_000

/** What is needed to call a tool again. */
type Known = Pick<Shown, 'act'> & { readonly keyed: boolean }

interface Remembered {
  readonly tools: ReadonlyMap<string, Known>
  readonly until: number
}

/**
 * Operations as tools of their own, where the budget of a session has room for all of them. A call finds out anew what
 * its tool does, or remembers: what may be done is decided where it is done in any case.
 */
export class DirectTools {
  readonly #sessions = new Map<string, Remembered>()

  async list(session: Session, signal: AbortSignal): Promise<readonly Tool[]> {
    if (session.settings.maxTokens < LEAST_TOKENS || !session.ofWorkspace) return []
    const direct = await toolsWithin(session, signal)
    this.#remember(session, new Map(direct.map((one) => [one.name, { act: one.act, keyed: takesKey(one) }])))
    return direct.map((one) => {
      const { name, title, description, annotations } = one
      return { name, title, description, inputSchema: withKey(one) as Tool['inputSchema'], annotations }
    })
  }

  /** Undefined where the session has no such tool. */
  async call(session: Session, { name, input, signal }: ToolCall): Promise<ToolAnswer | undefined> {
    const known = await this.#find(session, name, signal)
    if (known === undefined) return undefined
    const { key, rest } = known.keyed ? withoutKey(input) : { key: undefined, rest: input }
    const body = { act: known.act, input: rest, max_result_tokens: session.settings.maxResultTokens }
    const options = { signal, ...(key !== undefined && { idempotencyKey: key }) }
    const { text } = await session.call('callTool', { body }, options)
    return { content: [{ type: 'text', text }] }
  }

  async #find(session: Session, name: string, signal: AbortSignal): Promise<Known | undefined> {
    const remembered = this.#sessions.get(session.key)
    if (remembered !== undefined && remembered.until > session.now()) {
      const known = remembered.tools.get(name)
      if (known !== undefined) return known
    }
    await this.list(session, signal)
    return this.#sessions.get(session.key)?.tools.get(name)
  }

  #remember(session: Session, tools: ReadonlyMap<string, Known>): void {
    this.#sessions.delete(session.key)
    this.#sessions.set(session.key, { tools, until: session.now() + REMEMBERED_MS })
    for (const key of this.#sessions.keys()) {
      if (this.#sessions.size <= MOST_SESSIONS) break
      this.#sessions.delete(key)
    }
  }
}

/** All of them or none. What a key adds to the tools that write is within the budget too. */
async function toolsWithin(session: Session, signal: AbortSignal): Promise<readonly Shown[]> {
  const { maxTokens } = session.settings
  const { tools, tokens } = await toolsetWithin(session, maxTokens, signal)
  const keys = tools.filter(takesKey).length * KEY_TOKENS
  if (tokens + keys <= maxTokens) return tools
  return (await toolsetWithin(session, maxTokens - keys, signal)).tools
}

async function toolsetWithin(
  session: Session,
  maxTokens: number,
  signal: AbortSignal,
): Promise<{ readonly tools: readonly Shown[]; readonly tokens: number }> {
  if (maxTokens < LEAST_TOKENS) return NONE
  const body = { max_tokens: maxTokens }
  const { tools, tokens } = await session.call('listTools', { body }, { signal }).catch(noneIfNoRoom)
  return { tools: tools.filter(({ act }) => act.kind === 'operation'), tokens }
}

const NONE = { tools: [], tokens: 0 }

/** A budget that nothing fits into has no tools. */
function noneIfNoRoom(error: unknown): Pick<Toolset, 'tools' | 'tokens'> {
  if (SallyportError.isInstance(error) && error.code === 'invalid_request') return NONE
  throw error
}
