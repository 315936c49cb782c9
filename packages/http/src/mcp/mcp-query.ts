import { CAPABILITIES, type Capability } from '@sallyport/contract'
import type { Principal } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { McpSettings } from './mcp-port.ts'

/** What a client may set in the address, as texts. */
export interface McpQuery {
  readonly workspace?: string
  readonly workspace_id?: string
  readonly max_tokens?: string
  readonly max_result_tokens?: string
  readonly effects?: string
}

const TOKENS = { type: 'string', pattern: '^[0-9]{1,6}$' }
const NAME = { type: 'string', minLength: 1, maxLength: 255 }

export const MCP_QUERY = {
  type: 'object',
  properties: {
    workspace: NAME,
    workspace_id: { type: 'string', format: 'uuid' },
    max_tokens: TOKENS,
    max_result_tokens: TOKENS,
    effects: { type: 'string', maxLength: 200 },
  },
  // A workspace under a misspelled name would leave the whole organization open.
  additionalProperties: false,
}

const MOST_TOKENS = 50_000
/** As the contract has them: of a list of tools, and of one call. */
const FEWEST_TOKENS = 200
const FEWEST_RESULT_TOKENS = 256
const DEFAULT_RESULT_TOKENS = 4_000

/** What has to be asked for: it is sent to others, paid or lost. */
const GRAVE: readonly Capability[] = ['destructive', 'external_message', 'money']

/** @throws SallyportError `invalid_request` for a budget that would not be kept. */
export function settingsOf({ max_tokens, max_result_tokens }: McpQuery): McpSettings {
  const maxTokens = Number(max_tokens ?? 0)
  const maxResultTokens = Number(max_result_tokens ?? DEFAULT_RESULT_TOKENS)
  if (maxTokens !== 0) requireWithin('max_tokens', maxTokens, FEWEST_TOKENS)
  requireWithin('max_result_tokens', maxResultTokens, FEWEST_RESULT_TOKENS)
  return { maxTokens, maxResultTokens }
}

function requireWithin(name: string, tokens: number, fewest: number): void {
  if (tokens >= fewest && tokens <= MOST_TOKENS) return
  const message = `"${name}" is to be from ${fewest} to ${MOST_TOKENS}.`
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: `query.${name}`, code: 'range', message }],
  })
}

/**
 * What a session may do at most. A token that lists what it is good for means just that. One that nobody narrowed is
 * good for everything, which is seldom meant for a model: what is grave has to be listed in `effects` then.
 *
 * @throws SallyportError `invalid_request`
 */
export function atMost({ capabilities }: Principal, { effects }: McpQuery): readonly Capability[] {
  const listed = (effects ?? '').split(',').filter((one) => one !== '')
  const unknown = listed.filter((one) => !GRAVE.some((grave) => grave === one))
  if (unknown.length > 0) throw unknownEffects()
  const narrowed = CAPABILITIES.some((one) => !capabilities.includes(one))
  if (narrowed) return capabilities
  return capabilities.filter((one) => !GRAVE.includes(one) || listed.includes(one))
}

function unknownEffects(): SallyportError {
  const message = `"effects" is to list some of: ${GRAVE.join(', ')}.`
  return new SallyportError('invalid_request', message, {
    problems: [{ field: 'query.effects', code: 'enum', message, details: { allowed: [...GRAVE] } }],
  })
}
