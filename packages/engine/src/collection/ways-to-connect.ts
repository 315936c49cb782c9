import type { AuthAlternative, AuthField, Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { type OAuthWay, requestedScopes, wayOf } from '@sallyport/runtime'
import type { OpenApplication } from '../connect/application-seal.ts'
import { currentApplication } from '../connect/oauth-applications.ts'
import type { OrganizationScope } from '../scope.ts'
import type { CollectionOptions } from './collection-options.ts'

/** Consent at the third party, with the application of the organization that asks for it. */
export interface ConsentWay extends OAuthWay {
  readonly application: OpenApplication
  readonly scopes: readonly string[]
}

/** Something that the user holds, and enters. */
export interface FormWay {
  readonly alternative: string
  readonly title: string
  readonly form: Readonly<Record<string, AuthField>>
}

export interface WaysToConnect {
  readonly consent: ConsentWay | undefined
  readonly forms: readonly FormWay[]
  /** A word for why there is neither. */
  readonly error: string | undefined
}

/** How an end user can connect an account of that type. @throws SallyportError `vault_unavailable` */
export async function waysToConnect(
  options: CollectionOptions,
  scope: OrganizationScope,
  definition: Definition,
): Promise<WaysToConnect> {
  const forms = Object.entries(definition.auth)
    .filter(([, way]) => isForPeople(way))
    .map(([alternative, { title, form }]) => ({ alternative, title, form }))
  const way = wayOf(definition, 'authorization_code')
  const consent = way && (await consentOf(options, scope, { ...way, definition }))
  if (consent !== undefined || forms.length > 0) return { consent, forms, error: undefined }
  return { consent, forms, error: way === undefined ? 'no_way_to_connect' : 'oauth_not_configured' }
}

/** Tokens of OAuth are for programs to get: nobody is asked to type one. */
function isForPeople({ mechanism, form }: AuthAlternative): boolean {
  return mechanism.scheme !== 'oauth2' && Object.keys(form).length > 0
}

async function consentOf(
  options: CollectionOptions,
  scope: OrganizationScope,
  { definition, ...way }: OAuthWay & { readonly definition: Definition },
): Promise<ConsentWay | undefined> {
  try {
    const application = await currentApplication(options, scope, definition)
    return { ...way, application, scopes: application.scopes ?? requestedScopes(way.mechanism) }
  } catch (error) {
    if (SallyportError.isInstance(error) && error.code === 'oauth_not_configured') return undefined
    throw error
  }
}
