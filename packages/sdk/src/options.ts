import type { Definition } from '@sallyport/definition'
import type { Credential, CredentialStore } from '@sallyport/runtime'

/** Names of a definition's settings. */
export type SettingOf<D extends Definition> = keyof D['config'] & string

/** Settings of a definition, by name, each as one text. Parameters that they fill may be left out. */
export type ConfigOf<D extends Definition, Setting extends SettingOf<D> = SettingOf<D>> = {
  readonly [S in Setting]: string
}

/** An engine, and the application that speaks to it. */
export interface EngineOptions {
  /** Origin of the engine, such as `https://sallyport.example.com`. */
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  /** Id of the organization that calls are about, for an application that reaches several. */
  readonly organization?: string
  /** Default: the platform's. */
  readonly fetch?: typeof fetch
  /** Milliseconds since the epoch. Default: the platform's clock. */
  readonly now?: () => number
}

/** Which connector of a workspace a client speaks through. */
export interface ConnectorChoice<D extends Definition, Setting extends SettingOf<D> = never> {
  /** Id or name of one connector, for workspaces that have several of this type. */
  readonly connector?: string
  /** Settings that the connector was given: the parameters they fill may be left out. */
  readonly configured?: readonly Setting[]
}

/** Through an engine, which holds the credential of each workspace. */
export interface HostedOptions<D extends Definition, Setting extends SettingOf<D> = never>
  extends EngineOptions,
    ConnectorChoice<D, Setting> {
  /** Name of the end customer's workspace. */
  readonly workspace: string
  /** The engine holds the credential. With one of your own, leave out `url` and what goes with it. */
  readonly credentials?: never
  /** The engine keeps the settings of the connector: `configured` says which. */
  readonly config?: never
}

/** In this process, with a credential of the caller's own. */
export interface LocalOptions<D extends Definition, Setting extends SettingOf<D> = never> {
  /** Fields of exactly one of the definition's ways to authenticate. */
  readonly credentials: CredentialsOf<D>
  readonly config?: ConfigOf<D, Setting>
  /**
   * Where renewed tokens are kept, given the credential that it begins with. Default: in memory, so that a program whose
   * vendor rotates refresh tokens cannot start again with the first.
   */
  readonly credentialStore?: (first: Credential) => CredentialStore
  /** For demos and tests: origin of the third party -> loopback origin that stands in for it. */
  readonly redirectOrigins?: Readonly<Record<string, string>>
  /** Milliseconds since the epoch. Default: the platform's clock. */
  readonly now?: () => number
}

/** The fields of one way to authenticate, and none of another's. */
export type CredentialsOf<D extends Definition> = {
  [Way in keyof D['auth']]:
    | OneWay<D['auth'][Way]['form'], FieldOf<D['auth'][keyof D['auth']]>>
    | OneWay<Renewing<D['auth'][Way]['form']>, FieldOf<D['auth'][keyof D['auth']]>>
}[keyof D['auth']]

/** With a refresh token no access token need be given: the first is got with it. */
type Renewing<Form> = Form extends { readonly access_token: infer A; readonly refresh_token: infer R }
  ? Omit<Form, 'access_token' | 'refresh_token'> & {
      readonly access_token: A & { readonly optional: true }
      readonly refresh_token: Omit<R, 'optional'>
    }
  : Form

type FieldOf<Way extends Definition['auth'][string]> = Way extends unknown ? keyof Way['form'] : never

/** Fields that a form lets be left out. */
type OptionalIn<Form> = {
  [F in keyof Form]: Form[F] extends { readonly optional: true } ? F : never
}[keyof Form]

type OneWay<Form, All extends PropertyKey> = {
  readonly [F in Exclude<keyof Form, OptionalIn<Form>>]: string
} & { readonly [F in OptionalIn<Form>]?: string } & {
  readonly [F in Exclude<All, keyof Form>]?: never
} extends infer T
  ? { [F in keyof T]: T[F] }
  : never
