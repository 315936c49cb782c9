import type { Definition } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'
import type { Vault } from '@sallyport/vault'
import { ScopedCache } from '../cache/scoped-cache.ts'
import { actorOf, type Principal } from '../execute/principal.ts'
import type { Storage } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import {
  type ApplicationConfiguration,
  type OpenApplication,
  openApplication,
  sealApplication,
} from './application-seal.ts'
import type { OAuthApplicationStore, StoredOAuthApplication } from './connect-ports.ts'

export interface OAuthApplicationOptions {
  readonly vault: Vault
  readonly catalogues: Catalogues
  readonly oauthApplications: OAuthApplicationStore
  readonly cachedOAuthApplications: ScopedCache<StoredOAuthApplication>
  readonly now: () => number
  readonly newId: () => string
}

export interface SaveOAuthApplication {
  readonly request: {
    readonly connector_type?: string
    readonly connector_definition_id?: string
    readonly configuration: Readonly<Record<string, unknown>>
  }
  readonly requestId: string
}

const MAX_TRIES = 3
const MAX_SCOPES = 500
/** RFC 6749 appendix A.1 and A.2, without spaces at the ends: visible ASCII. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]{0,498}[\x21-\x7e])?$/
const KNOWN = ['client_id', 'client_secret', 'scopes']

/**
 * Stores the organization's own application for a connector type. The same client id again changes its secret for all
 * credentials that it got; another one is a new application, and the one before stays for the credentials that it got.
 *
 * @throws SallyportError `connector_type_not_found`, `invalid_request`
 */
export async function saveOAuthApplication(
  options: OAuthApplicationOptions,
  principal: Principal,
  { request, requestId }: SaveOAuthApplication,
): Promise<StoredOAuthApplication> {
  const definition = await definitionOf(options, principal, request)
  const configuration = parseConfiguration(request.configuration)
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const saved = await trySave(options, principal, { definition, configuration, requestId })
    if (saved !== undefined) return saved
  }
  throw new SallyportError('changed_meanwhile', 'The application is being changed by several callers.', {
    fix: 'Save it once more where that is still wanted.',
  })
}

async function definitionOf(
  { catalogues }: OAuthApplicationOptions,
  { scope }: Principal,
  { connector_type, connector_definition_id }: SaveOAuthApplication['request'],
): Promise<Definition> {
  if ((connector_type === undefined) === (connector_definition_id === undefined)) {
    const message = 'Exactly one of connector_type and connector_definition_id is to be given.'
    const code = connector_type === undefined ? 'missing' : 'conflict'
    throw new SallyportError('invalid_request', message, { problems: [{ field: 'body', code, message }] })
  }
  const reference = {
    ...(connector_type !== undefined && { connector_type }),
    ...(connector_definition_id !== undefined && { definition_id: connector_definition_id }),
  }
  const { definition } = await catalogues.find(scope, (catalogue) => catalogue.find(reference))
  const hasOAuth = Object.values(definition.auth).some(({ mechanism }) => mechanism.scheme === 'oauth2')
  if (hasOAuth) return definition
  const message = `${definition.title} has no OAuth in this engine.`
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: 'connector_type', code: 'unsupported', message }],
  })
}

interface Saving {
  readonly definition: Definition
  readonly configuration: ApplicationConfiguration
  readonly requestId: string
}

async function trySave(
  { oauthApplications, vault, now, newId }: OAuthApplicationOptions,
  principal: Principal,
  { definition, configuration, requestId }: Saving,
): Promise<StoredOAuthApplication | undefined> {
  const { scope } = principal
  const { clientId } = configuration
  const known = await oauthApplications.named(scope, { definitionId: definition.id, clientId })
  const at = new Date(now())
  const name = {
    id: known?.id ?? newId(),
    organizationId: scope.organizationId,
    definitionId: definition.id,
    clientId,
    version: (known?.version ?? 0) + 1,
    createdAt: known?.createdAt ?? at,
    updatedAt: at,
  }
  const row = { ...name, sealed: await sealApplication(vault, name, configuration) }
  const result = await oauthApplications.save(scope, row, {
    id: newId(),
    type: 'oauth_application.saved',
    actor: actorOf(principal),
    subjectId: row.id,
    requestId,
    at,
  })
  return result === 'saved' ? row : undefined
}

function parseConfiguration(given: Readonly<Record<string, unknown>>): ApplicationConfiguration {
  const problems: Problem[] = Object.keys(given)
    .filter((name) => !KNOWN.includes(name))
    .slice(0, 20)
    .map((name) => problem(name.slice(0, 80), 'unknown', `is not known. Known: ${KNOWN.join(', ')}.`))
  const clientId = textOf(given.client_id)
  // RFC 6749 2.1: a public application has none.
  const isPublic = given.client_secret === undefined || given.client_secret === null
  const clientSecret = isPublic ? undefined : textOf(given.client_secret)
  const scopes = scopesOf(given.scopes)
  const shape = 'is to be 1 to 500 visible ASCII characters.'
  if (clientId === undefined) problems.push(problem('client_id', 'format', shape))
  if (!isPublic && clientSecret === undefined) problems.push(problem('client_secret', 'format', shape))
  if (scopes === undefined) problems.push(problem('scopes', 'format', 'is to be a list of scopes.'))
  if (problems.length > 0 || clientId === undefined) {
    const message = problems.map((each) => each.message).join(' ')
    throw new SallyportError('invalid_request', message, { problems })
  }
  return {
    clientId,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(scopes && scopes.length > 0 && { scopes }),
  }
}

function problem(name: string, code: string, what: string): Problem {
  return { field: `configuration.${name}`, code, message: `"configuration.${name}" ${what}` }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && VALUE.test(value) ? value : undefined
}

/** A list, or a text with spaces or commas between. None, where nothing is given. */
function scopesOf(value: unknown): readonly string[] | undefined {
  const items = typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : (value ?? [])
  if (!Array.isArray(items) || items.length > MAX_SCOPES) return undefined
  const fit = items.every((item) => typeof item === 'string' && /^[\x21-\x7e]{1,500}$/.test(item))
  return fit ? items : undefined
}

/** Takes the organization's application away; credentials that it got can still be refreshed. Nothing to do is done. */
export async function removeOAuthApplication(
  { catalogues, oauthApplications, now, newId }: OAuthApplicationOptions,
  principal: Principal,
  { connectorType, requestId }: { readonly connectorType: string; readonly requestId: string },
): Promise<void> {
  const catalogue = await catalogues.of(principal.scope)
  const template = catalogue.named(connectorType)
  if (template === undefined) return
  await oauthApplications.retire(principal.scope, template.definition.id, {
    id: newId(),
    type: 'oauth_application.removed',
    actor: actorOf(principal),
    requestId,
    at: new Date(now()),
  })
}

const MAX_APPLICATIONS = 20_000

/** The applications of organizations, sealed in memory, for those who refresh, revoke and connect. */
export function openOAuthApplications(
  vault: Vault,
  { oauthApplications, changes }: Pick<Storage, 'oauthApplications' | 'changes'>,
) {
  const cachedOAuthApplications = new ScopedCache<StoredOAuthApplication>({
    changes,
    max: MAX_APPLICATIONS,
    load: (scope, id) => oauthApplications.find(scope, id),
  })
  return {
    cachedOAuthApplications,
    applicationOf: (scope: OrganizationScope, id: string) =>
      applicationOf({ vault, cachedOAuthApplications }, scope, id),
  }
}

/**
 * The application that got a credential, current or not, for its refresh. `undefined` for one that is not there.
 *
 * @throws SallyportError `vault_unavailable`
 */
export async function applicationOf(
  { vault, cachedOAuthApplications }: Pick<OAuthApplicationOptions, 'vault' | 'cachedOAuthApplications'>,
  scope: OrganizationScope,
  id: string,
): Promise<OpenApplication | undefined> {
  const found = cachedOAuthApplications.get(scope, id)
  const row = found instanceof Promise ? await found : found
  return row && openApplication(vault, row)
}

/** The application that gets new credentials of a connector type. @throws SallyportError `oauth_not_configured` */
export async function currentApplication(
  { vault, oauthApplications }: Pick<OAuthApplicationOptions, 'vault' | 'oauthApplications'>,
  scope: OrganizationScope,
  { id, title, slug }: Definition,
): Promise<OpenApplication> {
  const row = await oauthApplications.current(scope, id)
  if (row !== undefined) return openApplication(vault, row)
  throw new SallyportError(
    'oauth_not_configured',
    `The organization has no OAuth application for ${title}, so nobody can be asked for consent.`,
    {
      fix: `Register an application at ${title}, and give its client id and secret to PUT /api/v1/oauth/credentials {"connector_type": "${slug}", "configuration": {"client_id": ..., "client_secret": ...}}.`,
    },
  )
}
