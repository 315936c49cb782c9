import type { Caller } from './caller.ts'

const TEMPLATES = '/api/v1/integrations/templates'
export const DRIVE_ID = '9f8dda77-1048-4368-815b-269bf54ee9b8'
const DESTINATION = {
  destination_name: 'Warehouse',
  destination_definition_id: '424892c4-daac-4491-b35d-c6688ba547ba',
  destination_config: { host: 'warehouse.example' },
}

/** What to send to the operations of templates, so that they succeed. */
export function templateInputs(application: string, scoped: string) {
  const of = (body?: object) => ({ bearer: application, ...(body && { body }) })
  return {
    listTemplates: { bearer: scoped },
    listGlobalTemplates: { bearer: scoped },
    getTemplate: { bearer: scoped },
    createTemplate: of({ actor_definition_id: DRIVE_ID, partial_default_config: {} }),
    updateTemplate: of({ mode: 'DIRECT' }),
    deleteTemplate: of(),
    tagTemplate: of({ tag: 'probe' }),
    untagTemplate: of(),
    listTags: of(),
    createTag: of({ name: 'probe' }),
    renameTag: of({ name: 'probe' }),
    deleteTag: of(),
    listConnectionTemplates: of(),
    createConnectionTemplate: of(DESTINATION),
    getConnectionTemplate: of(),
    updateConnectionTemplate: of({ sync_on_create: false }),
    deleteConnectionTemplate: of(),
    tagConnectionTemplate: of({ tag: 'probe' }),
    untagConnectionTemplate: of(),
    describeCron: of({ cron_expression: '0 0 12 * * ?' }),
  }
}

/** What an operation of templates is called with, made for it; none where it is no such operation. */
export async function templateSubject(
  { call }: Pick<Caller, 'call'>,
  bearer: string,
  operation: string,
): Promise<string | undefined> {
  const make = async (path: string, body: object) =>
    (await call('POST', TEMPLATES + path, { bearer, body })).body
  if (/^(rename|delete)Tag$/.test(operation)) return (await make('/tags', { name: 'probe' })).name
  if (operation.endsWith('ConnectionTemplate')) return (await make('/connections', DESTINATION)).id
  if (!operation.endsWith('Template')) return undefined
  return (await make('/sources', { actor_definition_id: DRIVE_ID, partial_default_config: {} })).id
}
