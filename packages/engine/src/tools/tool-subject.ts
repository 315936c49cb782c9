import type { Definition } from '@sallyport/definition'
import { parseConfig } from '@sallyport/runtime'
import type { ToolState, ToolSubject } from '@sallyport/tools'
import type { CredentialStanding } from '../credentials/credential-rows.ts'
import { permits } from '../execute/permit.ts'
import type { Principal } from '../execute/principal.ts'
import { type ToolChoice, type Typed, takesOperation } from './tool-choice.ts'

interface Seen {
  readonly principal: Principal
  readonly choice: ToolChoice
  readonly standing?: CredentialStanding | undefined
}

/** A connector as it is shown to a model. */
export function toolSubject({ row, template }: Typed, { principal, choice, standing }: Seen): ToolSubject {
  const { definition } = template
  return {
    id: row.id,
    name: row.name,
    definition,
    settings: parseConfig(definition, row.config),
    state: stateOf(standing),
    allows: (named) => takesOperation(choice, named) && permits({ definition, ...named }, { row }, principal),
  }
}

/** A type that could be connected, with what the same agent could do then. */
export function unconnectedSubject(definition: Definition, { principal, choice }: Seen): ToolSubject {
  return {
    id: definition.slug,
    name: definition.title,
    definition,
    state: 'not_connected',
    allows: (named) =>
      takesOperation(choice, named) && principal.capabilities.includes(named.operation.effect),
  }
}

export function stateOf(standing: CredentialStanding | undefined): ToolState {
  return standing?.state === 'needs_reauth' || standing?.state === 'revoked' ? 'needs_reauth' : 'connected'
}
