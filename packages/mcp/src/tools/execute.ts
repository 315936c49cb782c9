import type { Tool } from '@modelcontextprotocol/server'
import type { Answer, Operations } from '@sallyport/contract'
import { markUntrusted } from '@sallyport/tools'
import type { ToolAnswer, ToolCall } from '../host.ts'
import type { Session } from '../session.ts'
import { failure, failureOf } from '../tool-answer.ts'
import { WRITE_KEY, WRITE_KEY_SCHEMA } from '../write-key.ts'
import { askWhich, type Candidate, candidatesOf, chosenOf } from './ambiguous-account.ts'
import { CONNECTOR } from './connector-property.ts'
import type { EngineTool } from './engine-tool.ts'

export const MAX_ITEMS = 20
/** Items that are under way at the same time. */
const AT_ONCE = 5
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const NAME = { type: 'string', minLength: 1, maxLength: 255 }
const PATHS = { type: 'array', maxItems: 200, items: { type: 'string', minLength: 1, maxLength: 500 } }

/** One operation of a batch, as its schema promises it. */
interface Item {
  readonly connector: string
  readonly entity: string
  readonly action: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly select_fields?: readonly string[]
  readonly exclude_fields?: readonly string[]
  readonly idempotency_key?: string
}

export const execute: EngineTool = {
  name: 'execute',
  title: 'Execute operations',
  description:
    'Runs operations of connectors, up to 20 at once, each by itself: one that fails stops no other. Lists: give end_cursor back as params.cursor.',
  properties: {
    items: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_ITEMS,
      items: {
        type: 'object',
        properties: {
          connector: CONNECTOR,
          entity: NAME,
          action: NAME,
          params: { type: 'object' },
          select_fields: { ...PATHS, description: 'Dotted paths of the fields to give.' },
          exclude_fields: PATHS,
          [WRITE_KEY]: WRITE_KEY_SCHEMA,
        },
        required: ['connector', 'entity', 'action'],
        additionalProperties: false,
      },
    },
  },
  required: ['items'],
  annotations: ({ capabilities }) => annotationsOf(capabilities),
  async run(session, call) {
    const items = call.input.items as readonly Item[]
    const { accounts, unclear } = await accountsOf(session, call, items)
    if (unclear !== undefined) return unclear
    const results = await inTurns(items, (item) => runItem(session, call, withConnector(item, accounts)))
    return answerOf(results)
  },
}

/** What a token may do at most is what the tool may do at most. */
export function annotationsOf(capabilities: Session['capabilities']): Tool['annotations'] {
  const can = (...effects: readonly string[]) =>
    effects.some((one) => capabilities.some((has) => has === one))
  return {
    readOnlyHint: !can('write', 'destructive', 'external_message', 'money'),
    destructiveHint: can('destructive', 'external_message', 'money'),
    idempotentHint: false,
    openWorldHint: true,
  }
}

/** Ids by what the items call them. */
type Accounts = ReadonlyMap<string, string>

interface Found {
  readonly accounts: Accounts
  /** What is answered where nobody can say which account is meant. */
  readonly unclear?: ToolAnswer
}

/**
 * The accounts that the items name other than by id. All of them are found before anything is done, so that nothing was
 * done when somebody has to be asked.
 */
async function accountsOf(session: Session, call: ToolCall, items: readonly Item[]): Promise<Found> {
  const references = [...new Set(items.map(({ connector }) => connector))].filter((one) => !UUID.test(one))
  const accounts = new Map<string, string>()
  const unclear = new Map<string, { reference: string; candidates: readonly Candidate[] }>()
  for (const [index, reference] of references.entries()) {
    const form = `account_${index}`
    const id = chosenOf(call, form) ?? reference
    try {
      const found = await session.call('getConnector', { params: { id } }, { signal: call.signal })
      accounts.set(reference, found.id)
    } catch (error) {
      const candidates = candidatesOf(error)
      if (candidates.length === 0) accounts.set(reference, id)
      else if (call.asks) unclear.set(form, { reference, candidates })
      else return { accounts, unclear: failure(error) }
    }
  }
  return { accounts, ...(unclear.size > 0 && { unclear: askWhich(unclear) }) }
}

function withConnector(item: Item, accounts: Accounts): Item {
  return { ...item, connector: accounts.get(item.connector) ?? item.connector }
}

/** One after another in a few lanes: the answers keep the order of the items. */
async function inTurns(
  items: readonly Item[],
  work: (item: Item) => Promise<ItemResult>,
): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = []
  const left = items.entries()
  const lane = async () => {
    for (const [index, item] of left) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, lane))
  return results
}

type ItemResult = { readonly done: Answer<Operations['executeConnector']> } | { readonly failed: object }

async function runItem({ call, settings }: Session, { signal }: ToolCall, item: Item): Promise<ItemResult> {
  const { connector: id, entity, action, params, select_fields, exclude_fields, idempotency_key } = item
  const body = {
    entity,
    action,
    ...(params && { params }),
    ...(select_fields && { select_fields: [...select_fields] }),
    ...(exclude_fields && { exclude_fields: [...exclude_fields] }),
    max_result_tokens: settings.maxResultTokens,
  }
  const options = { signal, ...(idempotency_key !== undefined && { idempotencyKey: idempotency_key }) }
  try {
    return { done: await call('executeConnector', { params: { id }, body }, options) }
  } catch (error) {
    signal.throwIfAborted()
    return { failed: failureOf(error) }
  }
}

/** What third parties said is marked as theirs; what failed is told beside it. */
function answerOf(results: readonly ItemResult[]): ToolAnswer {
  const items = results.map((one) => ('done' in one ? shown(one.done) : { error: one.failed }))
  const isError = results.every((one) => 'failed' in one)
  const text = markUntrusted({ results: items }, 'connected accounts')
  return { content: [{ type: 'text', text }], ...(isError && { isError }) }
}

function shown({
  result,
  connector_metadata: page,
  execution_metadata: { result_budget: budget },
  warning,
}: Answer<Operations['executeConnector']>) {
  // A result that is whole, or is a handle, says so itself.
  const told = budget?.outcome === 'compact' && budget
  return {
    result,
    ...(page !== null && { page }),
    ...(told && { budget: told }),
    ...(warning && { warning }),
  }
}
