import { CAPABILITIES, type Capability } from '@sallyport/contract'
import type { JWTPayload } from 'jose'
import type { TokenClaims } from './claims.ts'

type Payload = Omit<TokenClaims, 'kind' | 'organizationId' | 'keyId' | 'expiresAt'>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function isOrganizationId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value)
}

/**
 * What the payload of a token says whose signature, type and audience were found to fit; `undefined` where it says
 * something that no version of the engine writes.
 *
 * @param organizationId Whose key signed it.
 */
export function readPayload(
  kind: TokenClaims['kind'],
  organizationId: string,
  payload: JWTPayload,
): Payload | undefined {
  const common = { secretVersion: secretVersionOf(payload), capabilities: capabilitiesOf(payload) }
  const subject = payload.sub ?? ''
  if (kind === 'application') {
    const boundTo = boundToOf(payload, organizationId)
    if (boundTo === null) return undefined
    const nothingElse = { workspaceId: undefined, widget: undefined }
    return { ...common, homeId: organizationId, boundTo, applicationId: subject, ...nothingElse }
  }
  const { sub, org = organizationId } = membersOf(payload.act)
  if (!isOrganizationId(org)) return undefined
  const widget = kind === 'widget' ? widgetOf(payload.widget) : undefined
  if (kind === 'widget' && widget === undefined) return undefined
  const parties = { homeId: org, boundTo: organizationId, applicationId: String(sub ?? '') }
  return { ...common, ...parties, workspaceId: subject, widget }
}

/** `null` for what is no organization: left out it is the application's own, and null is none. */
function boundToOf(payload: JWTPayload, organizationId: string): string | undefined | null {
  if (!('for' in payload)) return organizationId
  if (payload.for === null) return undefined
  return isOrganizationId(payload.for) ? payload.for : null
}

/** A token of a version that knew one secret only came by the first. */
function secretVersionOf({ sec }: JWTPayload): number {
  return typeof sec === 'number' ? sec : 1
}

/** A token of a version that knew no capabilities has all of them. */
function capabilitiesOf({ cap }: JWTPayload): readonly Capability[] {
  return cap === undefined
    ? CAPABILITIES
    : CAPABILITIES.filter((one) => Array.isArray(cap) && cap.includes(one))
}

function widgetOf(value: unknown): TokenClaims['widget'] {
  const { allowedOrigin, sourceTags, connectionTags } = membersOf(value)
  if (typeof allowedOrigin !== 'string') return undefined
  return { allowedOrigin, sourceTags: tagsOf(sourceTags), connectionTags: tagsOf(connectionTags) }
}

function tagsOf(value: unknown) {
  const { tags, mode } = membersOf(value)
  const texts = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : []
  return { tags: texts, mode: mode === 'all' ? 'all' : 'any' } as const
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
