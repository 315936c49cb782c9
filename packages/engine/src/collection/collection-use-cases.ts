import type { Principal } from '../execute/principal.ts'
import { type BeginCollection, beginCollection } from './begin-collection.ts'
import { type LeaveCollection, leaveCollection } from './collect-consent.ts'
import { showCollectPage } from './collect-page.ts'
import { collectSecret, type Entered } from './collect-secret.ts'
import type { CollectionOptions } from './collection-options.ts'
import { completeCollection, findCollection } from './find-collection.ts'

type Acting = Principal<'application' | 'scoped'>

/** What it takes to have an end user enter a credential on our own page. */
export function collectionUseCases(options: CollectionOptions) {
  return {
    beginCollection: (principal: Acting, input: BeginCollection) =>
      beginCollection(options, principal, input),
    findCollection: (principal: Acting, id: string) => findCollection(options, principal, id),
    completeCollection: (
      principal: Principal<'application'>,
      input: { readonly id: string; readonly connectorId: string },
    ) => completeCollection(options, principal, input),
    showCollectPage: (ticket: string) => showCollectPage(options, ticket),
    collectSecret: (entered: Entered) => collectSecret(options, entered),
    leaveCollection: (input: LeaveCollection) => leaveCollection(options, input),
  }
}
