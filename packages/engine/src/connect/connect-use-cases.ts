import { type Checked, checkNewConnector } from '../connectors/check-candidate.ts'
import { type Created, type CreateInput, createConnector } from '../connectors/create-connector.ts'
import type { Principal } from '../execute/principal.ts'
import type { Storage } from '../ports.ts'
import { checkFromSecret } from './check-from-secret.ts'
import { beginDevice, pollDevice } from './connect-device.ts'
import type { ConnectOptions } from './connect-options.ts'
import { leaveForConsent, showConnectPage } from './connect-page.ts'
import { createFromSecret } from './create-from-secret.ts'
import { type Callback, finishConsent } from './finish-consent.ts'
import { type Initiate, initiateConnection } from './initiate-connection.ts'
import {
  removeOAuthApplication,
  type SaveOAuthApplication,
  saveOAuthApplication,
} from './oauth-applications.ts'
import { replaceRedirectUrls } from './redirect-url.ts'
import type { ConnectRequest } from './wanted-connection.ts'

type Stores = 'oauthApplications' | 'redirectUrls' | 'connectSessions' | 'collectionSessions'

export interface ConnectUseCaseOptions extends Omit<ConnectOptions, Stores> {
  readonly storage: Pick<Storage, Stores>
}

/** What it takes to connect an end user. */
export function connectUseCases({ storage, ...given }: ConnectUseCaseOptions) {
  const { oauthApplications, redirectUrls, connectSessions, collectionSessions } = storage
  const stores = { oauthApplications, redirectUrls, connectSessions, collectionSessions }
  const options: ConnectOptions = { ...given, ...stores }
  return {
    saveOAuthApplication: (principal: Principal<'application'>, input: SaveOAuthApplication) =>
      saveOAuthApplication(options, principal, input),
    removeOAuthApplication: (
      principal: Principal<'application'>,
      input: { readonly connectorType: string; readonly requestId: string },
    ) => removeOAuthApplication(options, principal, input),
    listRedirectUrls: (principal: Principal<'application'>) => options.redirectUrls.list(principal.scope),
    replaceRedirectUrls: (
      principal: Principal<'application'>,
      input: { readonly urls: readonly string[]; readonly requestId: string },
    ) => replaceRedirectUrls(options, principal, input),
    initiateConnection: (principal: Principal, input: Initiate) =>
      initiateConnection(options, principal, input),
    showConnectPage: (ticket: string) => showConnectPage(options, ticket),
    leaveForConsent: (input: { readonly ticket: string; readonly browser: string | undefined }) =>
      leaveForConsent(options, input),
    finishConsent: (callback: Callback) => finishConsent(options, callback),
    beginDevice: (
      principal: Principal,
      input: { readonly request: ConnectRequest; readonly requestId: string },
    ) => beginDevice(options, principal, input),
    pollDevice: (principal: Principal, ticket: string) => pollDevice(options, principal, ticket),
    checkNewConnector: (
      principal: Principal,
      { request: asked, ...input }: Pick<CreateInput, 'request' | 'signal'>,
    ): Promise<Checked> => {
      const { server_side_oauth_secret_id: secretId } = asked
      if (secretId === undefined) return checkNewConnector(options, principal, { request: asked, ...input })
      const request = { ...asked, server_side_oauth_secret_id: secretId }
      return checkFromSecret(options, principal, { request, ...input })
    },
    createConnector: (principal: Principal, input: CreateInput): Promise<Created> => {
      const { server_side_oauth_secret_id: secretId } = input.request
      if (secretId === undefined) return createConnector(options, principal, input)
      const request = { ...input.request, server_side_oauth_secret_id: secretId }
      return createFromSecret(options, principal, { request, requestId: input.requestId })
    },
  }
}
