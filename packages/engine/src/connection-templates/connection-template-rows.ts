import { SallyportError } from '@sallyport/errors'
import type { Vault } from '@sallyport/vault'
import type { Principal } from '../execute/principal.ts'
import { parseName } from '../name.ts'
import type { Storage } from '../ports.ts'
import { tooMany } from '../templates/create-template.ts'
import { hasTags } from '../templates/tag-filter.ts'
import { type Act, auditOf, MAX_TEMPLATES } from '../templates/template-options.ts'
import type { TagFilter } from '../tokens/claims.ts'
import type { ChangesPreference, ConnectionTemplate } from './connection-template.ts'
import { sealDestinationConfig } from './destination-config.ts'
import { parseQuartz } from './quartz.ts'

export interface ConnectionTemplateOptions {
  readonly connectionTemplates: Storage['connectionTemplates']
  readonly vault: Vault
  readonly now: () => number
  readonly newId: () => string
}

type Values = Readonly<Record<string, unknown>>
type Application = Principal<'application'>

/** A change of a connection template, as the contract spells it. */
export interface ConnectionTemplateChange {
  readonly destination_name?: string
  readonly destination_definition_id?: string
  readonly destination_config?: Values
  readonly cron_expression?: string | null
  readonly non_breaking_changes_preference?: ChangesPreference
  readonly sync_on_create?: boolean
}

export interface NewConnectionTemplate extends ConnectionTemplateChange {
  readonly data_hosting_type?: 'airbyte_hosted' | 'user_hosted'
}

export async function listConnectionTemplates(
  { connectionTemplates }: ConnectionTemplateOptions,
  { scope }: Application,
  filter: TagFilter,
): Promise<readonly ConnectionTemplate[]> {
  return (await connectionTemplates.list(scope)).filter(({ tags }) => hasTags(tags, filter))
}

/** @throws SallyportError `template_not_found` */
export async function getConnectionTemplate(
  { connectionTemplates }: ConnectionTemplateOptions,
  { scope }: Application,
  id: string,
): Promise<ConnectionTemplate> {
  const found = await connectionTemplates.find(scope, id)
  if (found === undefined) throw notFound()
  return found
}

/** @throws SallyportError `invalid_request` naming what is missing, does not fit, or belongs to the other kind. */
export async function createConnectionTemplate(
  options: ConnectionTemplateOptions,
  principal: Application,
  { request, requestId }: { readonly request: NewConnectionTemplate; readonly requestId: string },
): Promise<ConnectionTemplate> {
  const { data_hosting_type: dataHostingType = 'user_hosted' } = request
  checkFields(dataHostingType, request, true)
  const at = new Date(options.now())
  const row = { id: options.newId(), organizationId: principal.scope.organizationId, version: 1 }
  const bare: ConnectionTemplate = {
    ...row,
    dataHostingType,
    destinationName: null,
    destinationDefinitionId: null,
    configKeys: [],
    sealed: null,
    cronExpression: null,
    nonBreakingChangesPreference: 'ignore',
    syncOnCreate: true,
    tags: [],
    createdAt: at,
    updatedAt: at,
  }
  const template = await changed(options, bare, request)
  const event = auditOf(options, principal, { type: 'connection_template.created', id: row.id, requestId })
  const outcome = await options.connectionTemplates.insert(principal.scope, template, {
    max: MAX_TEMPLATES,
    event,
  })
  if (outcome === 'stored') return template
  throw tooMany(`An organization has at most ${MAX_TEMPLATES} connection templates.`)
}

/** @throws SallyportError `template_not_found`, `invalid_request` */
export async function updateConnectionTemplate(
  options: ConnectionTemplateOptions,
  principal: Application,
  { id, request, requestId }: Act & { readonly request: ConnectionTemplateChange },
): Promise<ConnectionTemplate> {
  const before = await getConnectionTemplate(options, principal, id)
  checkFields(before.dataHostingType, request, false)
  const updatedAt = new Date(Math.max(options.now(), before.updatedAt.getTime() + 1))
  const version = before.version + (request.destination_config === undefined ? 0 : 1)
  const template = await changed(options, { ...before, version, updatedAt }, request)
  const event = auditOf(options, principal, { type: 'connection_template.updated', id: before.id, requestId })
  const change = { read: before.updatedAt, event }
  if (await options.connectionTemplates.update(principal.scope, template, change)) return template
  throw new SallyportError('changed_meanwhile', 'The template was changed by somebody else meanwhile.', {
    fix: 'Read it again, and send the change once more where it is still wanted.',
  })
}

/** @throws SallyportError `template_not_found` */
export async function deleteConnectionTemplate(
  options: ConnectionTemplateOptions,
  principal: Application,
  { id, requestId }: Act,
): Promise<Date> {
  const event = auditOf(options, principal, { type: 'connection_template.deleted', id, requestId })
  if (await options.connectionTemplates.delete(principal.scope, id, event)) return event.at
  throw notFound()
}

async function changed(
  { vault }: ConnectionTemplateOptions,
  before: ConnectionTemplate,
  request: ConnectionTemplateChange,
): Promise<ConnectionTemplate> {
  const { destination_name, destination_definition_id, destination_config, cron_expression } = request
  const name = destination_name === undefined ? undefined : parseName('destination_name', destination_name)
  const config = destination_config && (await sealDestinationConfig(vault, before, destination_config))
  return {
    ...before,
    ...config,
    destinationName: name ?? before.destinationName,
    destinationDefinitionId: destination_definition_id ?? before.destinationDefinitionId,
    cronExpression: cron_expression === undefined ? before.cronExpression : cronOf(cron_expression),
    nonBreakingChangesPreference:
      request.non_breaking_changes_preference ?? before.nonBreakingChangesPreference,
    syncOnCreate: request.sync_on_create ?? before.syncOnCreate,
  }
}

const DESTINATION = ['destination_name', 'destination_definition_id', 'destination_config'] as const

/** What a destination of one's own needs, another has not. Another destination gets settings of its own. */
function checkFields(
  type: ConnectionTemplate['dataHostingType'],
  request: ConnectionTemplateChange,
  isNew: boolean,
): void {
  const given = DESTINATION.filter((name) => request[name] !== undefined)
  const missing = DESTINATION.filter((name) => !given.includes(name))
  const message =
    type === 'airbyte_hosted' && given.length > 0
      ? `A template of the type "airbyte_hosted" has no ${given.join(', ')}.`
      : type === 'user_hosted' && isNew && missing.length > 0
        ? `A template of the type "user_hosted" needs ${missing.join(', ')}.`
        : given.includes('destination_definition_id') && !given.includes('destination_config')
          ? 'Another destination needs settings of its own: give destination_config too.'
          : undefined
  if (message === undefined) return
  const code = type === 'airbyte_hosted' ? 'conflict' : 'missing'
  const fields = type === 'airbyte_hosted' ? given : isNew ? missing : ['destination_config']
  throw new SallyportError('invalid_request', message, {
    problems: fields.map((field) => ({ field, code, message })),
  })
}

function cronOf(expression: string | null): string | null {
  if (expression === null) return null
  const parsed = parseQuartz(expression)
  if ('fields' in parsed) return expression.trim()
  const { message } = parsed
  const problems = [{ field: 'cron_expression', code: 'format', message }]
  throw new SallyportError('invalid_request', message, { problems })
}

function notFound(): SallyportError {
  return new SallyportError('template_not_found', 'There is no such template.', {
    fix: 'List them at GET /api/v1/integrations/templates/connections.',
  })
}
