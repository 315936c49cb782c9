import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const definitionRequests: RequestsOf<OperationGroups['definition']> = {
  pushDefinition: () => [{ body: { definition: {} } }],
  listDefinitions: () => [{}],
  getDefinition: ({ definition }) => [{ params: { id: definition } }],
  listDestinations: () => [{}],
  getDestination: () => [{ params: { id: '424892c4-daac-4491-b35d-c6688ba547ba' } }],
  removeDefinition: ({ definition }) => [{ params: { id: definition } }],
}
