import type { Answer, Input, Operations } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { ask, callOperation, partsOf } from '../call-operation.ts'
import type { CommandCall, Shown } from '../command-row.ts'
import { isId, workspaceReference } from '../find-connector.ts'
import { wrongUse } from '../input/wrong-use.ts'
import { printable, printableJson } from '../output/printable.ts'
import { askCredential } from './ask-credential.ts'

/** What stands in for a credential that is asked for. */
const GIVEN = ['credentials', 'replication_config', 'source_config', 'server_side_oauth_secret_id']
const POLL_MS = 2_000

/** Connects an account with a credential that is given, asked for, or entered on a page by somebody else. */
export async function createConnector(call: CommandCall): Promise<Shown> {
  const { input, prompts } = call
  if (input.connect_page === true) return connectPage(call)
  if (GIVEN.some((name) => Object.hasOwn(input, name))) {
    return made((await callOperation(call)).answer)
  }
  if (!prompts.able) {
    throw wrongUse(
      'No credential was given, and there is no terminal to ask on.',
      'Give --credentials @file (or - for the standard input), or --connect-page to have it entered on a page.',
    )
  }
  const template = await findTemplate(call)
  const asked = await askCredential(call, template.id)
  if (asked === 'page') return connectPage(call)
  const parts = partsOf(call.row, { ...input, ...asked })
  const { connector_type: _, ...body } = parts.body ?? {}
  const whole = { ...body, ...workspaceReference(call), source_template_id: template.id }
  return made(await ask(call, 'createConnector', { body: whole }))
}

function made(answer: unknown): Shown {
  const { id, name, status, status_cause } = answer as Answer<Operations['createConnector']>
  const cause = status_cause === null ? '' : ` (${status_cause})`
  return { answer, lines: [`${name} (${id}) is connected: ${status}${cause}.`] }
}

/** Whoever opens the page enters the credential there: no program in between sees it. */
async function connectPage(call: CommandCall): Promise<Shown> {
  const template = await findTemplate(call)
  const body: Input<Operations['createSession']>['body'] = {
    ...workspaceReference(call),
    source_template_id: template.id,
  }
  const session = await call.session().call('createSession', { body })
  if (session.connect_url === null) {
    throw new SallyportError(
      'oauth_not_configured',
      `${template.name} cannot be connected on a page: ${session.error}.`,
    )
  }
  const opened = `Open ${session.connect_url} to connect the account. It is good until ${session.expires_at}.`
  if (call.input.wait !== true) return { answer: session, lines: [opened] }
  // Whoever waits for the end of the command needs the address before it.
  const { stderr } = call.host.screen
  stderr.write(`${call.options.json ? printableJson(session) : printable(opened)}\n`)
  const ended = await untilOver(call, session.session_id)
  if (ended.status === 'completed') {
    return { answer: ended, lines: [`The account is connected: connector ${ended.source_id}.`] }
  }
  throw new SallyportError(
    'connect_session_over',
    `The account was not connected: ${ended.error ?? ended.status}.`,
  )
}

async function untilOver(
  { session, host }: CommandCall,
  id: string,
): Promise<Answer<Operations['getSession']>> {
  for (;;) {
    const state = await session().call('getSession', { params: { id } })
    if (state.status !== 'pending') return state
    await host.wait(POLL_MS)
  }
}

type Template = Answer<Operations['listTemplates']>['data'][number]

/** What `connector_type` means: the id, title or slug of what can be connected. An organization's own comes first. */
async function findTemplate({ session, input }: CommandCall): Promise<Template> {
  const wanted = String(input.connector_type).toLowerCase()
  const { data } = await session().call('listTemplates', { query: { use_global: 'true' } })
  const found = data.filter(({ id, actor_definition_id, name, connector_name }) =>
    [id, actor_definition_id, name, connector_name].some((each) => each.toLowerCase() === wanted),
  )
  const [first, second] = found.toSorted(
    (a, b) => Number(a.organization_id === null) - Number(b.organization_id === null),
  )
  if (first === undefined) {
    const types = [...new Set(data.map(({ connector_name }) => connector_name))]
    throw new SallyportError(
      'connector_type_not_found',
      `There is no connector type "${input.connector_type}".`,
      {
        fix: `There are: ${types.slice(0, 50).join(', ')}.`,
      },
    )
  }
  const several = second !== undefined && second.organization_id !== null && !isId(wanted)
  if (several) {
    const choices = found
      .filter(({ organization_id }) => organization_id !== null)
      .map(({ id, name }) => `${name} (${id})`)
    throw new SallyportError(
      'connector_ambiguous',
      `Several templates are called "${input.connector_type}".`,
      {
        fix: `Name one by its id: ${choices.join(', ')}.`,
      },
    )
  }
  return first
}
