import { type ConnectionTemplate, MASK } from '@sallyport/engine'

const NOT_RUN = {
  code: 'not_run',
  message: 'This template is kept. The engine copies nothing to destinations yet, so nothing of it is run.',
}

export function connectionTemplateItem(template: ConnectionTemplate) {
  return {
    id: template.id,
    organization_id: template.organizationId,
    destination_name: template.destinationName,
    icon: null,
    cron_expression: template.cronExpression,
    data_hosting_type: template.dataHostingType,
    tags: [...template.tags],
    runs: false as const,
    created_at: template.createdAt.toISOString(),
    updated_at: template.updatedAt.toISOString(),
  }
}

export function connectionTemplateDetail(template: ConnectionTemplate) {
  const { sealed, configKeys } = template
  return {
    ...connectionTemplateItem(template),
    destination_definition_id: template.destinationDefinitionId,
    destination_config: sealed === null ? null : Object.fromEntries(configKeys.map((name) => [name, MASK])),
    non_breaking_changes_preference: template.nonBreakingChangesPreference,
    sync_on_create: template.syncOnCreate,
    warnings: [NOT_RUN],
  }
}
