import type { Capability } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import {
  ensureWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'
import { parseAllowedOrigin } from './allowed-origin.ts'
import { TOKEN_PROFILES, type WidgetBounds } from './claims.ts'
import { type IssueOptions, issueToken } from './issue-token.ts'
import { MAX_TOKEN } from './verify-token.ts'
import { signWidgetAddress } from './widget-url.ts'

export interface NewWidgetToken {
  readonly reference: WorkspaceReference
  readonly bounds: WidgetBounds
  /** Where browsers reach the engine. */
  readonly baseUrl: string
  readonly requestId: string
}

/** The page connects accounts, and tries them. What is done through them is for others. */
const CAPABILITIES: readonly Capability[] = ['connect', 'read']

/** Under which the page of a widget lies: existing clients' name for it. */
export const WIDGET_PATH = '/embedded-widget'

/**
 * Makes what a page needs to show the widget of one workspace, and the workspace if it is new: base64 in the standard
 * alphabet with padding (RFC 4648 4), since existing clients decode it strictly.
 *
 * @throws SallyportError `invalid_request` for an origin that is none, and for tags that a token cannot hold
 */
export async function createWidgetToken(
  options: WorkspaceOptions & IssueOptions,
  principal: Principal<'application'>,
  { reference, bounds, baseUrl, requestId }: NewWidgetToken,
): Promise<string> {
  const widget = { ...bounds, allowedOrigin: parseAllowedOrigin(bounds.allowedOrigin) }
  const workspace = await ensureWorkspace(options, principal, { reference, requestId })
  const { applicationId, homeId, secretVersion, scope } = principal
  const token = await issueToken(options, {
    kind: 'widget',
    organizationId: workspace.organizationId,
    homeId,
    boundTo: workspace.organizationId,
    applicationId,
    secretVersion,
    workspaceId: workspace.id,
    capabilities: CAPABILITIES,
    widget,
  })
  if (token.length > MAX_TOKEN) throw tooManyTags()
  const { lifetimeSeconds } = TOKEN_PROFILES.widget
  const expires = Math.floor(options.now() / 1000) + lifetimeSeconds
  const address = { workspaceId: workspace.id, allowedOrigin: widget.allowedOrigin, expires }
  const mac = await signWidgetAddress(options.keys, scope, address)
  const query = new URLSearchParams({ ...address, expires: String(expires), mac })
  const widgetUrl = `${baseUrl}${WIDGET_PATH}?${query}`
  return Buffer.from(JSON.stringify({ token, widgetUrl })).toString('base64')
}

function tooManyTags(): SallyportError {
  const message = 'The tags are too long together: a token holds about 2,000 bytes of them.'
  return new SallyportError('invalid_request', message, {
    problems: [{ field: 'body', code: 'too_long', message }],
  })
}
