import type { RequestsOf } from './request.ts'

export const definitionRequests: RequestsOf<
  | 'pushDefinition'
  | 'listDefinitions'
  | 'getDefinition'
  | 'removeDefinition'
  | 'listDestinations'
  | 'getDestination'
> = {
  pushDefinition: () => [{ body: { definition: {} } }],
  listDefinitions: () => [{}],
  getDefinition: ({ definition }) => [{ params: { id: definition } }],
  listDestinations: () => [{}],
  getDestination: ({ definition }) => [{ params: { id: definition } }],
  removeDefinition: ({ definition }) => [{ params: { id: definition } }],
}
