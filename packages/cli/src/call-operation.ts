import { type Answer, type Input, type OperationId, type Operations, operations } from '@sallyport/contract'
import type { CommandCall, CommandInput, CommandRow, Shown } from './command-row.ts'
import { findConnector, workspaceReference } from './find-connector.ts'
import { membersOf, type Part } from './input/flags.ts'

type Parts = {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: Record<string, unknown>
}

/** Of a list that is followed to its end. */
const MAX_ROWS = 10_000

/** What a command does whose row says nothing else: it calls its operation. */
export async function callOperation(call: CommandCall): Promise<Shown> {
  const { row, input } = call
  const id = operationOf(row)
  const parts = partsOf(row, input)
  if (row.inWorkspace && takesWorkspace(id)) addTo(parts, partOfWorkspace(id), workspaceReference(call))
  if (Object.hasOwn(input, 'connector')) addTo(parts, 'params', { id: (await findConnector(call)).id })
  const answer = await ask(call, id, parts)
  const whole = row.paged && input.all === true ? await wholeList(call, { id, parts, answer }) : answer
  return { answer: whole, ...(row.untrusted && { untrusted: true }) }
}

export function operationOf({ operation, words }: CommandRow): OperationId {
  if (operation === undefined) throw new TypeError(`${words.join(' ')} calls no operation`)
  return operation
}

/** The input of a command as its operation takes it. What the operation does not know is the command's own. */
export function partsOf(row: CommandRow, input: CommandInput): Parts {
  const parts: Parts = {}
  for (const [name, { part }] of membersOf(row)) {
    if (part !== undefined && Object.hasOwn(input, name)) addTo(parts, part, { [name]: input[name] })
  }
  return parts
}

export function addTo(parts: Parts, part: Part, more: Readonly<Record<string, unknown>>): void {
  parts[part] = { ...parts[part], ...more }
}

/** Calls an operation with what came together; the session holds it against the contract. */
export function ask<Id extends OperationId>(
  { session }: CommandCall,
  id: Id,
  parts: Parts,
): Promise<Answer<Operations[Id]>> {
  const body =
    operations[id].method === 'GET' || !('body' in operations[id]) ? {} : { body: parts.body ?? {} }
  return session().call(id, { ...parts, ...body } as Partial<Input<Operations[Id]>>)
}

interface FirstPage {
  readonly id: OperationId
  readonly parts: Parts
  readonly answer: unknown
}

/** The rows of all pages in one answer. `next` stays where there were too many. */
async function wholeList(call: CommandCall, { id, parts, answer }: FirstPage): Promise<unknown> {
  let page = answer as Page
  const data = [...page.data]
  while (typeof page.next === 'string' && data.length < MAX_ROWS) {
    const cursor = new URLSearchParams(page.next.split('?')[1]).get('cursor')
    if (cursor === null) break
    page = (await ask(call, id, { ...parts, query: { ...parts.query, cursor } })) as Page
    data.push(...page.data)
  }
  return { ...page, data }
}

interface Page {
  readonly data: readonly unknown[]
  readonly next?: string | null
}

function takesWorkspace(id: OperationId): boolean {
  return partHas(id, 'query') || partHas(id, 'body')
}

function partOfWorkspace(id: OperationId): 'query' | 'body' {
  return partHas(id, 'query') ? 'query' : 'body'
}

function partHas(id: OperationId, part: 'query' | 'body'): boolean {
  const operation: { readonly [part: string]: unknown } = operations[id]
  const schema = operation[part] as { readonly properties?: object } | undefined
  return schema?.properties !== undefined && Object.hasOwn(schema.properties, 'workspace_name')
}
