import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const connectionTemplateRequests: RequestsOf<OperationGroups['connectionTemplate']> = {
  listConnectionTemplates: ({ tag }) => [{ query: { tags: tag } }],
  createConnectionTemplate: () => [{ body: {} }],
  getConnectionTemplate: ({ connectionTemplate }) => [{ params: { id: connectionTemplate } }],
  updateConnectionTemplate: ({ connectionTemplate }) => [
    { params: { id: connectionTemplate }, body: { destination_name: 'taken over' } },
  ],
  deleteConnectionTemplate: ({ connectionTemplate }) => [{ params: { id: connectionTemplate } }],
  tagConnectionTemplate: ({ connectionTemplate, tag }) => [
    { params: { id: connectionTemplate }, body: { tag } },
  ],
  untagConnectionTemplate: ({ connectionTemplate, tag }) => [
    { params: { id: connectionTemplate, tag_name: tag } },
  ],
  describeCron: () => [{ body: { cron_expression: '0 0 12 * * ?' } }],
}
