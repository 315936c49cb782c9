import type { Capability, TokenKind } from '@sallyport/contract'

/** What differs between kinds of token: type, audience and lifetime. None passes for another. */
export interface TokenProfile {
  /** RFC 8725 3.11: an explicit type keeps one kind of token from being taken for another. */
  readonly type: string
  readonly audience: string
  readonly lifetimeSeconds: number
}

export const TOKEN_PROFILES: Readonly<Record<TokenKind, TokenProfile>> = {
  application: {
    type: 'sallyport-application+jwt',
    audience: 'sallyport:application',
    lifetimeSeconds: 15 * 60,
  },
  scoped: { type: 'sallyport-scoped+jwt', audience: 'sallyport:scoped', lifetimeSeconds: 20 * 60 },
  widget: { type: 'sallyport-widget+jwt', audience: 'sallyport:widget', lifetimeSeconds: 20 * 60 },
}

const TOKEN_KINDS = ['application', 'scoped', 'widget'] as const satisfies readonly TokenKind[]

/** Which templates are meant: those that have any of the tags, or all of them; every one where there are no tags. */
export interface TagFilter {
  readonly tags: readonly string[]
  readonly mode: 'all' | 'any'
}

/** What the page of a widget token is held to. */
export interface WidgetBounds {
  /** Origin of the one page that may show it. */
  readonly allowedOrigin: string
  readonly sourceTags: TagFilter
  readonly connectionTags: TagFilter
}

/** What a token of ours says. */
export interface TokenClaims {
  readonly kind: TokenKind
  /** Whose key signs it: the workspace's organization, or where there is no workspace the application's. */
  readonly organizationId: string
  /** The application's own organization. */
  readonly homeId: string
  /** The organization that calls are about which name none; `undefined` where each has to. */
  readonly boundTo: string | undefined
  readonly applicationId: string
  /** Number of the client secret that it came by. */
  readonly secretVersion: number
  /** Present in tokens of one workspace: scoped and widget. */
  readonly workspaceId: string | undefined
  readonly capabilities: readonly Capability[]
  /** Present in widget tokens. */
  readonly widget: WidgetBounds | undefined
  /** The key that signed. */
  readonly keyId: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Claim of older clients' tokens that names the workspace; kept, since it costs nothing. */
export const WORKSPACE_CLAIM = 'io.airbyte.auth.workspace_scope'

export function kindOfType(type: unknown): TokenKind | undefined {
  return TOKEN_KINDS.find((kind) => TOKEN_PROFILES[kind].type === type)
}
