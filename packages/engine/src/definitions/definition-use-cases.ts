import type { Principal } from '../execute/principal.ts'
import { getDefinition, listDefinitions, removeDefinition } from './definition-rows.ts'
import { type DefinitionOptions, type PushRequest, pushDefinition } from './push-definition.ts'

/** What can be done with the definitions of an organization. */
export function definitionUseCases(options: DefinitionOptions) {
  return {
    pushDefinition: (principal: Principal<'application'>, request: PushRequest) =>
      pushDefinition(options, principal, request),
    listDefinitions: (principal: Principal, query: { readonly name?: string }) =>
      listDefinitions(options, principal, query),
    getDefinition: (principal: Principal, id: string) => getDefinition(options, principal, id),
    removeDefinition: (
      principal: Principal<'application'>,
      input: { readonly id: string; readonly requestId: string },
    ) => removeDefinition(options, principal, input),
  }
}
