import type { ConfigField, Definition, OAuth2Mechanism } from '@sallyport/definition'
import { permissionsOf } from '../connect/connect-page.ts'
import { connectSessionNotFound, connectSessionOver } from '../connect/connect-refusals.ts'
import { readTicket, type TicketName } from '../connect/ticket.ts'
import type { SourceTemplate } from '../templates/source-template.ts'
import { askedSettings } from './collected-settings.ts'
import type { CollectionOptions } from './collection-options.ts'
import type { CollectionSession } from './collection-session.ts'
import { asOf } from './find-collection.ts'
import { type ConsentWay, type FormWay, waysToConnect } from './ways-to-connect.ts'

/** What a page shows on which an end user connects an account. */
export interface CollectPage {
  /** Name of the session, for the browser's cookie. */
  readonly sessionId: string
  readonly organization: string
  /** Of the connector type. */
  readonly title: string
  readonly settings: Readonly<Record<string, ConfigField>>
  readonly consent:
    | {
        /** Host of the third party that the browser goes on to. */
        readonly destination: string
        readonly permissions: readonly string[]
      }
    | undefined
  readonly forms: readonly FormWay[]
}

/** A page to fill in, or that all is done. */
export type ShownCollection = { readonly page: CollectPage } | { readonly connected: string }

/** A session whose page is open, and what it takes to show it. */
export interface OpenCollection {
  readonly name: TicketName
  readonly session: CollectionSession
  readonly definition: Definition
  /** The organization's template that it is connected through. */
  readonly source: SourceTemplate | undefined
  readonly consent: ConsentWay | undefined
  readonly page: CollectPage
}

/**
 * What the page of a session shows. To look at it changes nothing: programs look at links before people do.
 *
 * @throws SallyportError `connect_session_not_found`, `connect_session_over`
 */
export async function showCollectPage(options: CollectionOptions, ticket: string): Promise<ShownCollection> {
  const read = await readCollection(options, ticket)
  return 'connected' in read ? read : { page: read.page }
}

/** Reads the session that a ticket opens; where it has ended well, the title of what was connected. */
export async function readCollection(
  options: CollectionOptions,
  ticket: string,
): Promise<OpenCollection | { readonly connected: string }> {
  const name = readTicket('collection', ticket, options)
  const found = name && (await options.collectionSessions.findByTicket(name.scope, name.id))
  if (name === undefined || found === undefined) throw connectSessionNotFound()
  const session = asOf(found, options.now())
  const catalogue = await options.catalogues.of(name.scope)
  const definition = catalogue.named(session.definitionId)?.definition
  if (definition === undefined) throw connectSessionOver()
  if (session.status === 'completed') return { connected: definition.title }
  if (session.status !== 'pending') throw connectSessionOver()
  const source = catalogue.sourceOf(session.templateId)
  const { consent, forms } = await waysToConnect(options, name.scope, definition)
  const page = {
    sessionId: name.id,
    organization: (await options.redirectUrls.organizationName(name.scope)) ?? '',
    title: definition.title,
    settings: askedSettings({ definition, source }),
    consent: consent && shownConsent(consent.mechanism, consent.scopes),
    forms,
  }
  return { name, session, definition, source, consent, page }
}

function shownConsent(mechanism: OAuth2Mechanism, scopes: readonly string[]) {
  return {
    destination: new URL(mechanism.authorize ?? '').host,
    permissions: permissionsOf(mechanism, scopes),
  }
}
