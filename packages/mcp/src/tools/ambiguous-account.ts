import { inputRequired, inputResponse } from '@modelcontextprotocol/server'
import { SallyportError } from '@sallyport/errors'
import type { ToolAnswer, ToolCall } from '../host.ts'

/** An account that could have been meant. */
export interface Candidate {
  readonly id: string
  readonly name: string
}

/** The form in which a user says which account is meant. */
const FORM = 'account'

/**
 * Does something with the account that a reference means. Where several fit, the user is asked which one, by a client
 * that can; the others get the failure, which lists them. No account is ever taken for another.
 */
export async function withAccount(
  call: ToolCall,
  reference: string,
  work: (reference: string) => Promise<ToolAnswer>,
): Promise<ToolAnswer> {
  try {
    return await work(chosenOf(call, FORM) ?? reference)
  } catch (error) {
    const candidates = candidatesOf(error)
    if (candidates.length === 0 || !call.asks) throw error
    return askWhich(new Map([[FORM, { reference, candidates }]]))
  }
}

/** What an earlier round asked for, and the user gave. It names an account and proves nothing. */
export function chosenOf({ answers }: ToolCall, form: string): string | undefined {
  const view = inputResponse(answers as never, form)
  if (view.kind !== 'elicit') return undefined
  if (view.action !== 'accept') throw notChosen()
  const { connector } = Object(view.content) as { readonly connector?: unknown }
  return typeof connector === 'string' && connector.length <= MAX_ID ? connector : undefined
}

const MAX_ID = 255

/** The accounts that fit a reference that means several. */
export function candidatesOf(error: unknown): readonly Candidate[] {
  if (!SallyportError.isInstance(error) || error.code !== 'connector_ambiguous') return []
  const found: unknown = error.problems[0]?.details?.candidates
  return Array.isArray(found) ? found.filter(isCandidate) : []
}

function isCandidate(value: unknown): value is Candidate {
  const { id, name } = Object(value) as Readonly<Record<string, unknown>>
  return typeof id === 'string' && typeof name === 'string'
}

/** One form for each reference that means several accounts. */
export function askWhich(
  forms: ReadonlyMap<string, { readonly reference: string; readonly candidates: readonly Candidate[] }>,
): ToolAnswer {
  const inputRequests = [...forms].map(([form, { reference, candidates }]) => [
    form,
    inputRequired.elicit({
      message: `Several connected accounts fit "${reference.slice(0, MAX_ID)}". Which one is meant?`,
      requestedSchema: {
        type: 'object',
        properties: {
          connector: {
            type: 'string',
            title: 'Account',
            oneOf: candidates.map(({ id, name }) => ({ const: id, title: name })),
          },
        },
        required: ['connector'],
      },
    }),
  ])
  return inputRequired({ inputRequests: Object.fromEntries(inputRequests) })
}

function notChosen(): SallyportError {
  return new SallyportError(
    'connector_ambiguous',
    'The user did not say which account is meant. Nothing was done.',
    {
      fix: 'Ask the user which one, and name it by its id.',
    },
  )
}
