import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

const GITHUB = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'

export const templateRequests: RequestsOf<OperationGroups['template']> = {
  listTemplates: ({ tag }) => [{ query: { tags: tag } }],
  listGlobalTemplates: () => [{}],
  getTemplate: ({ template }) => [{ params: { id: template } }],
  createTemplate: ({ template, definition }) => [
    { body: { original_source_template_id: template } },
    { body: { actor_definition_id: definition, partial_default_config: {} } },
    { body: { actor_definition_id: GITHUB, partial_default_config: { token: 'never' } } },
  ],
  updateTemplate: ({ template }) => [{ params: { id: template }, body: { name: 'taken over' } }],
  deleteTemplate: ({ template }) => [{ params: { id: template } }],
  tagTemplate: ({ template, tag }) => [{ params: { id: template }, body: { tag } }],
  untagTemplate: ({ template, tag }) => [{ params: { id: template, tag_name: tag } }],
  listTags: () => [{}],
  createTag: () => [{ body: { name: '..' } }],
  renameTag: ({ tag }) => [{ params: { name: tag }, body: { name: 'taken over' }, spends: ['tag'] }],
  deleteTag: ({ tag }) => [{ params: { name: tag } }],
}
