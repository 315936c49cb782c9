// The part of oidc-provider that is used here; the package carries no types of its own.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export interface Client {
    readonly clientId: string
    readonly clientName?: string
    readonly clientAuthMethod: string
    readonly redirectUris: readonly string[]
    grantTypeAllowed(grant: string): boolean
  }

  export interface ClientSchema {
    readonly redirect_uris: readonly string[]
    redirectUris(): void
    invalidate(message: string): never
  }

  export interface Model {
    jti: string
    exp: number
    readonly remainingTTL: number
    readonly isExpired: boolean
    generateTokenId(): string
    save(seconds?: number): Promise<string>
  }

  export interface Grant extends Model {
    readonly accountId: string
    readonly clientId: string
    readonly openid?: object
    readonly resources?: object
    readonly rejected?: object
    getResourceScope(resource: string): string
    addOIDCScope(scope: string): void
    addResourceScope(resource: string, scope: string): void
    rejectOIDCScope(scope: string): void
    rejectResourceScope(resource: string, scope: string): void
  }

  export interface AccessToken extends Model {
    readonly tokenType: string
    readonly expiration: number
  }

  export interface DeviceCode extends Model {
    readonly clientId: string
    readonly params: Readonly<Record<string, unknown>>
    accountId?: string
    grantId?: string
    scope?: string
    resource?: string
    error?: string
    errorDescription?: string
  }

  export interface Interaction extends Model {
    readonly uid: string
    readonly params: Readonly<Record<string, unknown>>
  }

  export interface ModelClass<M extends Model, Input> {
    new (input: Input): M
    readonly prototype: M
    find(id: string, options?: { ignoreExpiration?: boolean }): Promise<M | undefined>
  }

  export interface Session {
    readonly state: { readonly secret: string }
    grantIdFor(clientId: string): string | undefined
  }

  export interface Context {
    readonly req: IncomingMessage
    readonly res: ServerResponse
    readonly path: string
    readonly method: string
    status: number
    type: string
    body: unknown
    readonly oidc: {
      readonly client: Client
      readonly session: Session
      readonly route: string
      readonly params: Readonly<Record<string, unknown>>
      readonly result?: { readonly consent?: { readonly grantId?: string } }
      urlFor(route: string): string
    }
    redirect(url: string): void
  }

  export class Provider {
    constructor(issuer: string, configuration: object)
    readonly issuer: string
    readonly Client: {
      find(id: string): Promise<Client | undefined>
      readonly Schema: { readonly prototype: ClientSchema }
    }
    readonly AccessToken: ModelClass<AccessToken, object>
    readonly AuthorizationCode: ModelClass<Model, object>
    readonly ClientCredentials: ModelClass<AccessToken, object>
    readonly DeviceCode: ModelClass<DeviceCode, object> & {
      findByUserCode(code: string, options?: { ignoreExpiration?: boolean }): Promise<DeviceCode | undefined>
    }
    readonly Grant: ModelClass<Grant, object>
    readonly RefreshToken: ModelClass<Model, object>
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    use(middleware: (ctx: Context, next: () => Promise<void>) => Promise<void>): this
    on(event: 'server_error', listener: (ctx: Context, error: Error) => void): this
    registerGrantType(
      name: string,
      handler: (ctx: Context) => Promise<void>,
      parameters: readonly string[],
    ): void
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>
    interactionResult(request: IncomingMessage, response: ServerResponse, result: object): Promise<string>
  }

  class OAuthError extends Error {
    constructor(description?: string, scope?: string)
  }
  class OIDCProviderError extends Error {
    readonly error_description?: string
  }
  export const errors: {
    readonly OIDCProviderError: typeof OIDCProviderError
    readonly InvalidGrant: typeof OAuthError
    readonly InvalidScope: typeof OAuthError
    readonly InvalidRequest: typeof OAuthError
  }

  export namespace interactionPolicy {
    class Prompt {
      constructor(options: { name: string; requestable: boolean })
    }
    function base(): { add(prompt: Prompt, index?: number): void }
  }
}
