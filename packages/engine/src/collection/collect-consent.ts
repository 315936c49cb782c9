import { SallyportError } from '@sallyport/errors'
import { parseConfig } from '@sallyport/runtime'
import { leaveForConsent } from '../connect/connect-page.ts'
import { connectSessionOver, foreignBrowser } from '../connect/connect-refusals.ts'
import { beginRedirect } from '../connect/initiate-connection.ts'
import { digestOf } from '../connect/ticket.ts'
import { checkSettings } from '../connect/wanted-connection.ts'
import { readCollection } from './collect-page.ts'
import type { NotCollected } from './collect-secret.ts'
import { collectedSettings } from './collected-settings.ts'
import type { CollectionOptions } from './collection-options.ts'

export interface LeaveCollection {
  readonly ticket: string
  readonly browser: string | undefined
  readonly settings: Readonly<Record<string, string>>
  readonly baseUrl: string
  readonly requestId: string
}

/** Where the browser goes on to, and the session that knows it when it comes back. */
export interface LeftCollection {
  readonly location: string
  readonly sessionId: string
}

/**
 * Sends a browser from the page of a session to the consent of the third party. What comes of that ends the session,
 * and the browser comes back to the page.
 *
 * @throws SallyportError `connect_session_not_found`, `connect_session_over`, `foreign_browser`
 */
export async function leaveCollection(
  options: CollectionOptions,
  { ticket, browser, settings, baseUrl, requestId }: LeaveCollection,
): Promise<LeftCollection | NotCollected> {
  const open = await readCollection(options, ticket)
  if ('connected' in open || open.consent === undefined) throw connectSessionOver()
  if (browser === undefined) throw foreignBrowser()
  const { session, definition, source, consent } = open
  const { config, defaulted } = collectedSettings({ definition, source }, settings)
  try {
    parseConfig(definition, config)
    checkSettings(definition, consent, config)
  } catch (problem) {
    if (SallyportError.isInstance(problem)) return { page: open.page, problem }
    throw problem
  }
  const begun = await beginRedirect(options, {
    definition,
    application: consent.application,
    workspace: { organizationId: session.organizationId, id: session.workspaceId },
    wanted: {
      config,
      entities: [],
      name: undefined,
      connectorId: undefined,
      templateId: source?.id,
      defaulted,
      scopes: consent.scopes,
      actor: session.actor,
      requestId,
    },
    callbackBase: baseUrl,
    redirectUrl: `${baseUrl}/connect/${ticket}`,
    givesSecret: false,
    collectionId: session.id,
  })
  return { location: await leaveForConsent(options, { ticket: begun, browser }), sessionId: digestOf(begun) }
}
