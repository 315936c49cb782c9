import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { DefinitionStore, StoredDefinition } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import { modelTexts, textChanges } from './model-texts.ts'

interface Differing {
  readonly latest: StoredDefinition
  readonly definition: Definition
  readonly hash: string
}

/** How the texts for models would change, and what approves it. */
export async function approvalRequired(
  definitions: DefinitionStore,
  scope: OrganizationScope,
  { latest, definition, hash }: Differing,
): Promise<SallyportError> {
  const before = modelTexts(await definitions.read(scope, latest))
  const changes = textChanges(before, modelTexts(definition))
  const message = `Texts that models read differ from those of version ${latest.version}.`
  const approve = {
    field: 'approve',
    code: 'approve',
    message: `Approve them as ${hash}.`,
    details: { hash },
  }
  return new SallyportError('approval_required', message, {
    problems: [approve, ...changes],
    fix: `Read the differences. If they are wanted, push again with "approve": "${hash}".`,
  })
}
