import type { Capability, TokenKind } from '@sallyport/contract'
import type { Actor } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import type { WidgetBounds } from '../tokens/claims.ts'

declare const authenticated: unique symbol

/** Who calls, proved by a token. Only `authenticate` makes one. */
export interface Principal<Kind extends TokenKind = TokenKind> {
  readonly kind: Kind
  /** The organization that the call is about. */
  readonly scope: OrganizationScope
  readonly applicationId: string
  /** The application's own organization: another than that of the scope where it was granted that one. */
  readonly homeId: string
  /** Number of the client secret that its token came by. */
  readonly secretVersion: number
  /** The one workspace that a scoped or a widget token is bound to. */
  readonly workspaceId: Kind extends 'scoped' | 'widget' ? string : string | undefined
  /** What its token is good for. */
  readonly capabilities: readonly Capability[]
  /** What the page of a widget token is held to. */
  readonly widget: Kind extends 'widget' ? WidgetBounds : WidgetBounds | undefined
  readonly [authenticated]: true
}

/** How the records name a principal. */
export function actorOf({ kind, applicationId, homeId, scope }: Principal): Actor {
  return { kind, applicationId, ...(homeId !== scope.organizationId && { organizationId: homeId }) }
}
