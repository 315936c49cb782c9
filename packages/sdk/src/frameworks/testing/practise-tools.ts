import { SallyportError } from '@sallyport/errors'
import type { AgentTool, AgentTools, ToolOutcome, ToolRunOptions } from '../../tools/agent-tool.ts'
import type { OfferedTool } from './script.ts'

interface PractiseOptions {
  /** Called at the beginning of each call. */
  readonly whenCalled?: () => void
}

const number = { type: 'integer', description: 'Number of the issue.' }

/** In the form of strict modes. Models without them leave out what may be null, and are understood. */
const issue = {
  type: 'object',
  properties: { number, fields: { type: ['array', 'null'], items: { type: 'string' } } },
  required: ['number', 'fields'],
  additionalProperties: false,
}

const comment = {
  type: 'object',
  properties: { number, body: { type: 'string' }, label: { type: 'string' } },
  required: ['number', 'body'],
  additionalProperties: false,
}

/** Two tools over issues that nobody has, and what they were called with. Issue 404 is in an account that is gone. */
export class PractiseTools {
  readonly inputs: unknown[] = []
  readonly options: ToolRunOptions[] = []
  readonly tools: AgentTools
  readonly #whenCalled: () => void

  constructor({ whenCalled = () => {} }: PractiseOptions = {}) {
    this.#whenCalled = whenCalled
    const read = { title: 'Get an issue', description: 'Gets one issue.', inputSchema: issue, strict: true }
    const write = { title: 'Comment', description: 'Comments an issue.', inputSchema: comment, strict: false }
    this.tools = {
      mode: 'direct',
      tokens: 120,
      tools: [
        this.#tool({ name: 'practise-issues_get', ...read, effect: 'read' }, getIssue),
        this.#tool({ name: 'practise-comments_create', ...write, effect: 'external_message' }, () =>
          result({ id: 1 }),
        ),
      ],
    }
  }

  /** The tools as a model should find them. */
  get offered(): OfferedTool[] {
    return this.tools.tools.map(({ name, description, inputSchema }) => ({
      name,
      description,
      schema: inputSchema,
    }))
  }

  #tool(facts: Omit<AgentTool, 'run'>, outcomeOf: (input: unknown) => ToolOutcome): AgentTool {
    return {
      ...facts,
      run: async (input, options = {}) => {
        this.inputs.push(input)
        this.options.push(options)
        this.#whenCalled()
        options.signal?.throwIfAborted()
        return outcomeOf(input)
      },
    }
  }
}

function getIssue(input: unknown): ToolOutcome {
  const { number } = input as { readonly number: unknown }
  if (!Number.isInteger(number)) {
    return { kind: 'correct', code: 'invalid_params', text: 'number has to be an integer, for example 7.' }
  }
  if (number === 404) {
    throw new SallyportError('reauthorization_required', 'The account has to be connected anew.')
  }
  return result({ number, title: 'Rain' })
}

function result(data: object): ToolOutcome {
  return { kind: 'result', text: JSON.stringify(data), data }
}
