import type { Capability, TokenKind } from '@sallyport/contract'
import type { Actor } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

declare const authenticated: unique symbol

/** Who calls, proved by a token. Only `authenticate` makes one. */
export interface Principal<Kind extends TokenKind = TokenKind> {
  readonly kind: Kind
  readonly scope: OrganizationScope
  readonly applicationId: string
  /** The one workspace that a scoped or a widget token is bound to. */
  readonly workspaceId: Kind extends 'scoped' | 'widget' ? string : string | undefined
  /** What its token is good for. */
  readonly capabilities: readonly Capability[]
  readonly [authenticated]: true
}

/** How the records name a principal. */
export function actorOf({ kind, applicationId }: Principal): Actor {
  return { kind, applicationId }
}
