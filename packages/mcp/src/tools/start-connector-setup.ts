import { SallyportError } from '@sallyport/errors'
import { answer, failure } from '../tool-answer.ts'
import type { EngineTool } from './engine-tool.ts'
import { existingWorkspace } from './existing-workspace.ts'

export const startConnectorSetup: EngineTool = {
  name: 'start_connector_setup',
  title: 'Connect an account',
  description:
    'Begins to connect an account: gives the address of a page on which the user signs in or enters a key. Never ask for a secret in the chat. Then get_connector_setup_status.',
  properties: {
    type: {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description: 'Type, name or template_id of list_available_connectors.',
    },
  },
  required: ['type'],
  inWorkspace: true,
  needs: ['connect'],
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  async run(session, asked) {
    const { call } = session
    const workspace = await existingWorkspace(session, asked)
    const wanted = String(asked.input.type).trim().toLowerCase()
    const { data } = await call('listTemplates', { query: {} }, { signal: asked.signal })
    const fits = data.filter((one) => [one.id, one.connector_name, one.name.toLowerCase()].includes(wanted))
    const [template, other] = fits
    if (template === undefined) return failure(noSuchType(data.map(({ connector_name }) => connector_name)))
    if (other !== undefined) return failure(severalOf(fits.map(({ id, name }) => `${name} (${id})`)))
    const body = { ...workspace, source_template_id: template.id }
    const { session_id, status, error, connect_url, expires_at } = await call(
      'createSession',
      { body },
      { signal: asked.signal },
    )
    return answer({ session_id, status, ...(error !== null && { error }), connect_url, expires_at })
  },
}

function noSuchType(types: readonly string[]): SallyportError {
  return new SallyportError('connector_type_not_found', 'There is nothing of that type to connect.', {
    fix: `Give one of: ${[...new Set(types)].slice(0, MAX_LISTED).join(', ')}.`,
    act: 'agent',
  })
}

function severalOf(templates: readonly string[]): SallyportError {
  return new SallyportError('invalid_request', 'Several offers are of that type.', {
    fix: `Give the template_id of one: ${templates.slice(0, MAX_LISTED).join('; ')}.`,
    act: 'agent',
  })
}

const MAX_LISTED = 50
