import { SallyportError } from '@sallyport/errors'
import { matchCredential, parseConfig } from '@sallyport/runtime'
import { connectSessionOver, foreignBrowser } from '../connect/connect-refusals.ts'
import { keepCredential } from '../connect/keep-connection.ts'
import { type CollectPage, type OpenCollection, readCollection } from './collect-page.ts'
import { collectedSettings } from './collected-settings.ts'
import type { CollectionOptions } from './collection-options.ts'
import { MAX_TRIES, TRY_MS } from './collection-session.ts'
import { wordOf } from './find-collection.ts'

type Texts = Readonly<Record<string, string>>

/** What a user entered. */
export interface Entered {
  readonly ticket: string
  /** What the browser's cookie says; `undefined` where it sent none. */
  readonly browser: string | undefined
  /** Name of the way to authenticate. */
  readonly way: string
  readonly fields: Texts
  readonly settings: Texts
  readonly requestId: string
}

/** The page again, with what was wrong with what was entered. */
export interface NotCollected {
  readonly page: CollectPage
  readonly problem: SallyportError
}

export type Collected = { readonly connected: string } | NotCollected

/** What nobody can mend by entering something else. */
const FINAL = ['forbidden', 'connect_session_over', 'connect_session_not_found']

/**
 * Connects the account with what its user entered. Where that does not fit or is refused the user may enter something
 * else, 20 times; only a connector, or the loss of the right to make one, ends the session.
 *
 * @throws SallyportError `connect_session_not_found`, `connect_session_over`, `foreign_browser`
 */
export async function collectSecret(options: CollectionOptions, entered: Entered): Promise<Collected> {
  const open = await readCollection(options, entered.ticket)
  if ('connected' in open) return open
  if (entered.browser === undefined) throw foreignBrowser()
  const { name, session, page } = open
  const now = options.now()
  const turn = { now: new Date(now), until: new Date(now + TRY_MS), max: MAX_TRIES }
  if (!(await options.collectionSessions.claim(name.scope, session.id, turn))) {
    return { page, problem: busy() }
  }
  try {
    const connectorId = await connect(options, open, entered)
    await options.collectionSessions.end(name.scope, session.id, { connectorId })
    return { connected: page.title }
  } catch (error) {
    return notConnected(options, open, error)
  }
}

async function connect(
  options: CollectionOptions,
  { name, session, definition, source, page }: OpenCollection,
  { way, fields, settings, requestId }: Entered,
): Promise<string> {
  const form = page.forms.find(({ alternative }) => alternative === way)
  if (form === undefined) throw connectSessionOver()
  const { config, defaulted } = collectedSettings({ definition, source }, settings)
  const parsed = parseConfig(definition, config)
  const credential = matchCredential(definition, settingsOf(form.form, fields), parsed)
  const template = (await options.catalogues.of(name.scope)).find({ definition_id: definition.id })
  const { organizationId, workspaceId, actor } = session
  const wanted = {
    config,
    entities: [],
    name: undefined,
    connectorId: undefined,
    templateId: source?.id,
    defaulted,
    scopes: [],
    actor,
    requestId,
  }
  const owner = { organizationId, workspaceId, applicationId: '' }
  const { connector } = await keepCredential(options, {
    session: owner,
    way: { template },
    wanted,
    credential,
    held: [],
  })
  return connector.id
}

/** Only names that the definition has; an empty field is one that was left out. */
function settingsOf(known: object, given: Texts): Texts {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => Object.hasOwn(known, name) && value !== ''),
  )
}

async function notConnected(
  { collectionSessions, onFailure }: CollectionOptions,
  { name, session, page }: OpenCollection,
  error: unknown,
): Promise<Collected> {
  const isFinal = !SallyportError.isInstance(error) || FINAL.includes(error.code)
  if (isFinal) {
    if (!SallyportError.isInstance(error)) onFailure(error)
    await collectionSessions.end(name.scope, session.id, { error: wordOf(error) })
    throw error
  }
  await collectionSessions.release(name.scope, session.id)
  return { page, problem: error }
}

function busy(): SallyportError {
  return new SallyportError('connect_session_over', 'Nothing more can be entered here just now.', {
    fix: 'If you entered something a moment ago, wait and load this page again. Otherwise begin again where you came from.',
  })
}
