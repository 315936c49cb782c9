import type { Principal } from '../execute/principal.ts'
import type { Storage } from '../ports.ts'
import type { TagFilter } from '../tokens/claims.ts'
import {
  type ConnectionTemplateOptions,
  createConnectionTemplate,
  deleteConnectionTemplate,
  getConnectionTemplate,
  listConnectionTemplates,
  updateConnectionTemplate,
} from './connection-template-rows.ts'
import { describeQuartz } from './describe-quartz.ts'

type Application = Principal<'application'>
type Input<UseCase extends (...args: never[]) => unknown> = Parameters<UseCase>[2]

export interface ConnectionTemplateUseCasesOptions
  extends Omit<ConnectionTemplateOptions, 'connectionTemplates'> {
  readonly storage: Pick<Storage, 'connectionTemplates'>
}

/** What can be done with connection templates: they are kept, and nothing of them is run. */
export function connectionTemplateUseCases({ storage, ...given }: ConnectionTemplateUseCasesOptions) {
  const options: ConnectionTemplateOptions = { ...given, connectionTemplates: storage.connectionTemplates }
  return {
    listConnectionTemplates: (principal: Application, filter: TagFilter) =>
      listConnectionTemplates(options, principal, filter),
    getConnectionTemplate: (principal: Application, id: string) =>
      getConnectionTemplate(options, principal, id),
    createConnectionTemplate: (principal: Application, input: Input<typeof createConnectionTemplate>) =>
      createConnectionTemplate(options, principal, input),
    updateConnectionTemplate: (principal: Application, input: Input<typeof updateConnectionTemplate>) =>
      updateConnectionTemplate(options, principal, input),
    deleteConnectionTemplate: (principal: Application, input: Input<typeof deleteConnectionTemplate>) =>
      deleteConnectionTemplate(options, principal, input),
    describeCron: describeQuartz,
  }
}
