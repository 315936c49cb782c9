import { createHmac, randomBytes } from 'node:crypto'
import { SallyportError } from '@sallyport/errors'
import type { ToolAnswer, ToolCall } from '@sallyport/mcp'

const text = (said: string): ToolAnswer => ({ content: [{ type: 'text', text: said }] })

const form = (message: string, name: string, type: 'string' | 'boolean' = 'string') =>
  ({
    method: 'elicitation/create',
    params: {
      mode: 'form',
      message,
      requestedSchema: { type: 'object', properties: { [name]: { type } }, required: [name] },
    },
  }) as const

const sample = (said: string) =>
  ({
    method: 'sampling/createMessage',
    params: { messages: [{ role: 'user', content: { type: 'text', text: said } }], maxTokens: 100 },
  }) as const

const ROOTS = { method: 'roots/list', params: {} } as const

const ask = (inputRequests: object, state?: string): ToolAnswer =>
  ({
    resultType: 'input_required',
    inputRequests,
    ...(state !== undefined && { requestState: signed(state) }),
  }) as ToolAnswer

const KEY = randomBytes(32)

function signed(state: string): string {
  return `${state}.${createHmac('sha256', KEY).update(state).digest('hex')}`
}

/** What was signed here. The client can have written anything. */
function opened({ state = '' }: ToolCall): string {
  const [said = ''] = state.split('.', 1)
  if (state === signed(said)) return said
  throw new SallyportError('invalid_params', 'The state is not one that was given.')
}

const NAME = form('What is your name?', 'name')
const CONFIRM = { confirm: form('Please confirm', 'ok', 'boolean') }

/** Fixture tools that ask something before they answer: each kind of request, several at once, and in several rounds. */
export const ASKING_FIXTURES: Readonly<Record<string, (call: ToolCall) => ToolAnswer>> = {
  test_input_required_result_elicitation({ answers }) {
    const { name } = Object(Object(answers.user_name).content) as { readonly name?: unknown }
    return typeof name === 'string' ? text(`Hello, ${name}!`) : ask({ user_name: NAME })
  },
  test_input_required_result_sampling: ({ answers }) =>
    'capital_question' in answers
      ? text(JSON.stringify(answers.capital_question))
      : ask({ capital_question: sample('What is the capital of France?') }),
  test_input_required_result_list_roots: ({ answers }) =>
    'client_roots' in answers ? text(JSON.stringify(answers.client_roots)) : ask({ client_roots: ROOTS }),
  test_input_required_result_request_state: (call) =>
    'confirm' in call.answers ? text(`state-ok: ${opened(call)}`) : ask(CONFIRM, 'begun'),
  test_input_required_result_tampered_state: (call) =>
    'confirm' in call.answers ? text(opened(call)) : ask(CONFIRM, 'begun'),
  test_input_required_result_multiple_inputs(call) {
    const wanted = { user_name: NAME, greeting: sample('Generate a greeting'), client_roots: ROOTS }
    const isWhole = Object.keys(wanted).every((name) => name in call.answers)
    return isWhole ? text(opened(call)) : ask(wanted, 'several')
  },
  test_input_required_result_multi_round(call) {
    if (call.state === undefined) return ask({ step1: NAME }, 'first')
    return opened(call) === 'first'
      ? ask({ step2: form('What is your favourite colour?', 'color') }, 'second')
      : text('Both are known.')
  },
  test_input_required_result_capabilities: ({ asks }) =>
    ask(asks ? { user_name: NAME } : { capital_question: sample('What is the capital of France?') }),
  test_missing_capability: () => ask({ capital_question: sample('What is the capital of France?') }),
}
