import type { OAuth2Mechanism, RefreshReuse } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { CLIENT_SECRET, type Credential, REFRESH_TOKEN } from '../authorize/credential.ts'
import { applicationFor, clientOf } from '../oauth/client-of.ts'
import { askForToken } from '../oauth/token-endpoint.ts'
import type { OAuthApplication, TokenGrant } from '../oauth/token-grant.ts'
import type { Sender } from '../send/sender.ts'
import type { Renewal } from './refresh-subject.ts'

export interface OAuthRenewalOptions {
  readonly mechanism: OAuth2Mechanism
  readonly sender: Sender
  /** Keeps the connections of one tenant apart from those of others. */
  readonly scope?: string
  /** Gives the OAuth application of `Grant.applicationId`; nothing for one that is gone. */
  readonly applicationOf?: (id: string) => Promise<OAuthApplication | undefined>
}

const MAX_NAME = 255

/** Renews what an OAuth mechanism describes, at its token endpoint. */
export function oauthRenewal(options: OAuthRenewalOptions): Renewal {
  const { mechanism, sender, scope } = options
  return {
    field: mechanism.field,
    reuse: (credential) => reuseOf(mechanism, credential),
    renewable: (credential) => grantFor(mechanism, credential) !== undefined,
    async prepare(credential) {
      const grant = grantFor(mechanism, credential)
      if (grant === undefined) throw new TypeError('this credential holds nothing to present')
      const application = await knownApplication(options, credential)
      return {
        grant: grant.type,
        application: nameOf(credential),
        send: (deadlineMs) =>
          askForToken({
            mechanism,
            grant,
            origins: credential.tokenOrigins ?? [],
            sender,
            deadlineMs,
            ...(application && { application }),
            ...(scope !== undefined && { scope }),
          }),
      }
    },
  }
}

function reuseOf(mechanism: OAuth2Mechanism, credential: Credential): RefreshReuse {
  // An application may ask for a token of its own as often as it likes.
  if (grantFor(mechanism, credential)?.type === 'client_credentials') return 'safe'
  const { rotates = true, reuse = rotates ? 'unknown' : 'safe' } = mechanism.refresh ?? {}
  return reuse
}

/** What a credential brings to the token endpoint, if anything. */
export function grantFor(mechanism: OAuth2Mechanism, credential: Credential): TokenGrant | undefined {
  const { fields, grant } = credential
  const refreshToken = fields[REFRESH_TOKEN]
  if (refreshToken !== undefined) return { type: 'refresh_token', refreshToken }
  if (!mechanism.grants.includes('client_credentials')) return undefined
  // A token that a user gave is never replaced by one of the application: that would act as somebody else.
  if (Object.hasOwn(fields, mechanism.field) && grant?.by !== 'client_credentials') return undefined
  const known = grant?.applicationId !== undefined || Object.hasOwn(fields, CLIENT_SECRET)
  const scopes = grant?.scopes
  return known ? { type: 'client_credentials', ...(scopes && { scopes }) } : undefined
}

async function knownApplication(
  { applicationOf }: OAuthRenewalOptions,
  credential: Credential,
): Promise<OAuthApplication | undefined> {
  const application = await applicationFor(credential, applicationOf)
  if (application !== undefined || clientOf(credential) === undefined) return application
  throw new SallyportError(
    'application_refused',
    'The OAuth application that the access was given to is not known here any more.',
    { fix: 'Give the OAuth application again, or connect the account with the one that there is.' },
  )
}

/** Client ids are no secrets. */
function nameOf(credential: Credential): string | undefined {
  const client = clientOf(credential)
  if (client?.by === 'grant') return client.applicationId
  return client && `${credential.definitionId} ${client.application.clientId}`.slice(0, MAX_NAME)
}
