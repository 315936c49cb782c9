import {
  type ConnectionTemplateUseCasesOptions,
  connectionTemplateUseCases,
} from '../connection-templates/connection-template-use-cases.ts'
import type { Principal } from '../execute/principal.ts'
import type { Storage } from '../ports.ts'
import { createTemplate } from './create-template.ts'
import { getTemplate, listGlobalTemplates, listTemplates, type TemplateQuery } from './list-templates.ts'
import type { TemplateOptions } from './template-options.ts'
import { attachTag, createTag, deleteTag, detachTag, renameTag, tagSource } from './template-tags.ts'
import { deleteTemplate, updateTemplate } from './update-template.ts'

type Application = Principal<'application'>
type Input<UseCase extends (...args: never[]) => unknown> = Parameters<UseCase>[2]

export interface TemplateUseCasesOptions
  extends Omit<TemplateOptions, 'sourceTemplates' | 'tags'>,
    ConnectionTemplateUseCasesOptions {
  readonly storage: Pick<Storage, 'sourceTemplates' | 'tags' | 'connectionTemplates'>
}

/** What can be done with templates of both kinds, and tags. */
export function templateUseCases({ storage, ...given }: TemplateUseCasesOptions) {
  const { sourceTemplates, tags } = storage
  const options: TemplateOptions = { ...given, sourceTemplates, tags }
  return {
    ...connectionTemplateUseCases({ ...given, storage }),
    listTemplates: (principal: Principal, query: TemplateQuery) => listTemplates(options, principal, query),
    listGlobalTemplates: (principal: Principal) => listGlobalTemplates(options, principal),
    getTemplate: (principal: Principal, id: string) => getTemplate(options, principal, id),
    createTemplate: (principal: Application, input: Input<typeof createTemplate>) =>
      createTemplate(options, principal, input),
    updateTemplate: (principal: Application, input: Input<typeof updateTemplate>) =>
      updateTemplate(options, principal, input),
    deleteTemplate: (principal: Application, input: Input<typeof deleteTemplate>) =>
      deleteTemplate(options, principal, input),
    tagSource: (principal: Principal, input: Input<typeof tagSource>) => tagSource(options, principal, input),
    listTags: ({ scope }: Principal) => tags.list(scope),
    createTag: (principal: Principal, input: Input<typeof createTag>) => createTag(options, principal, input),
    renameTag: (principal: Principal, input: Input<typeof renameTag>) => renameTag(options, principal, input),
    deleteTag: (principal: Principal, input: Input<typeof deleteTag>) => deleteTag(options, principal, input),
    attachTag: (principal: Principal, input: Input<typeof attachTag>) => attachTag(options, principal, input),
    detachTag: (principal: Principal, input: Input<typeof detachTag>) => detachTag(options, principal, input),
    /** What comes with the engine: the same for everybody. */
    registry: () => options.catalogues.builtIn.templates,
  }
}
