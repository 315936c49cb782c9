import type { Secret } from '@sallyport/errors'
import type { AzureLogin } from '@sallyport/vault/providers/azure-login'

/** Where a root key is, as an operator names it. `id` replaces the id that follows from the place. */
export type RootKeySetting = { readonly id?: string } & (
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'env'; readonly variable: string; readonly value: Secret }
  | {
      readonly kind: 'vault'
      readonly origin: string
      /** Path of the transit engine: `transit`. */
      readonly mount: string
      readonly name: string
      readonly namespace?: string
      readonly derived?: true
      /** Absent only where a token file is named. */
      readonly token?: Secret
      /** Read again before each call, as Vault Agent writes a new token into it. */
      readonly tokenFile?: string
    }
  | { readonly kind: 'aws-kms'; readonly key: string; readonly region: string }
  | { readonly kind: 'gcp-kms'; readonly name: string }
  | {
      readonly kind: 'azure-kv'
      readonly origin: string
      readonly name: string
      /** The version that writes; absent: the newest. */
      readonly version?: string
      readonly login: AzureLogin
      /** Where to log in, if it is not the public cloud. */
      readonly authority?: string
    }
)

/** The settings that a root key may need beside its own. */
export interface RootKeyEnvironment {
  text(name: string): string | undefined
  secret(name: string): Secret | undefined
}

/** What is wrong with a setting: the end of a sentence that begins with its name. */
export type Refusal = { readonly refused: string }

type Reader = (rest: string, environment: RootKeyEnvironment) => RootKeySetting | Refusal

const KEY_ID = /^[\x21-\x7e]{1,255}$/

/** Reads one root key: `provider:place`, and `#id` behind it where the key is to keep another id. */
export function readRootKeySetting(text: string, environment: RootKeyEnvironment): RootKeySetting | Refusal {
  const [, provider = '', rest = '', id] = /^([a-z-]+):([^#]*)(?:#(.*))?$/.exec(text) ?? []
  const read = Object.hasOwn(readers, provider) ? readers[provider] : undefined
  if (read === undefined) return { refused: `is to name a provider of the root key: ${PROVIDERS}.` }
  if (id !== undefined && !KEY_ID.test(id))
    return { refused: 'is to have 1 to 255 printable ASCII characters after #.' }
  const setting = read(rest, environment)
  return 'refused' in setting || id === undefined ? setting : { ...setting, id }
}

const PROVIDERS =
  'file:/etc/sallyport/root.key, env:NAME_OF_A_VARIABLE, vault:https://vault.example.com:8200/transit/keys/name, ' +
  'aws-kms:arn:aws:kms:..., gcp-kms:projects/... or azure-kv:https://name.vault.azure.net/keys/name'

const readers: Readonly<Record<string, Reader>> = {
  file(rest) {
    if (!rest.startsWith('/')) return { refused: 'is to name a file by its whole path: file:/path.' }
    return { kind: 'file', path: rest.replace(/^\/\/\//, '/') }
  },

  env(rest, environment) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(rest))
      return { refused: 'is to name a variable: env:NAME_OF_A_VARIABLE.' }
    const value = environment.secret(rest)
    // Not by its name: whoever took the variable's name for the key's place would read the key in the log.
    if (value === undefined) return { refused: 'names a variable that is not set.' }
    return { kind: 'env', variable: rest, value }
  },

  vault(rest, environment) {
    const url = URL.parse(rest)
    const [, mount, name] = /^\/([\w./-]{1,128})\/keys\/([\w.-]{1,128})$/.exec(url?.pathname ?? '') ?? []
    const parameters = url && parametersOf(url, ['namespace', 'token_file', 'derived'])
    if (!url || !isSafeOrigin(url) || !mount || !name || !parameters || !isYes(parameters.derived)) {
      return {
        refused:
          'is to be vault:https://vault.example.com:8200/transit/keys/name, with ?namespace=, token_file= and derived=true where needed.',
      }
    }
    const { namespace, token_file: tokenFile } = parameters
    const token = tokenFile === undefined ? environment.secret('VAULT_TOKEN') : undefined
    if (token === undefined && tokenFile === undefined)
      return { refused: 'names a key in Vault: set VAULT_TOKEN, or add ?token_file=/path.' }
    return {
      kind: 'vault',
      origin: url.origin,
      mount,
      name,
      ...(namespace !== undefined && { namespace }),
      ...(parameters.derived !== undefined && { derived: true }),
      ...(token && { token }),
      ...(tokenFile !== undefined && { tokenFile }),
    }
  },

  'aws-kms'(rest) {
    const [, key = '', query = ''] = /^([^?]*)(?:\?(.*))?$/.exec(rest) ?? []
    const [, ofArn] = AWS_ARN.exec(key) ?? []
    const [, named] = /^region=([a-z0-9-]{1,32})$/.exec(query) ?? []
    const region = ofArn ?? named
    const isKey = ofArn !== undefined || /^(alias\/[\w/-]{1,250}|[0-9a-f-]{36}|mrk-[0-9a-f]{32})$/.test(key)
    const contradicts = query !== '' && named !== region
    if (!isKey || region === undefined || contradicts) {
      return {
        refused:
          'is to be aws-kms: and the ARN of a key, or an alias or id with its region: alias/name?region=eu-central-1.',
      }
    }
    return { kind: 'aws-kms', key, region }
  },

  'gcp-kms'(rest) {
    if (GCP_NAME.test(rest)) return { kind: 'gcp-kms', name: rest }
    return { refused: 'is to be gcp-kms:projects/P/locations/L/keyRings/R/cryptoKeys/K, without a version.' }
  },

  'azure-kv'(rest, environment) {
    const url = URL.parse(rest)
    const [, name, version] =
      /^\/keys\/([0-9A-Za-z-]{1,127})(?:\/([0-9a-f]{32}))?$/.exec(url?.pathname ?? '') ?? []
    if (!url || !AZURE_HOST.test(url.host) || url.protocol !== 'https:' || url.search !== '' || !name) {
      return {
        refused: 'is to be azure-kv:https://name.vault.azure.net/keys/name, with /version where it is fixed.',
      }
    }
    const login = readAzureLogin(environment)
    if ('refused' in login) return login
    const authority = environment.text('AZURE_AUTHORITY_HOST')?.replace(/\/$/, '')
    if (authority !== undefined && URL.parse(authority)?.protocol !== 'https:')
      return { refused: 'names a key in Azure: AZURE_AUTHORITY_HOST is to be https.' }
    return {
      kind: 'azure-kv',
      origin: url.origin,
      name,
      ...(version !== undefined && { version }),
      login,
      ...(authority !== undefined && { authority }),
    }
  },
}

/** The variables are those of Microsoft's own libraries, which workload identity sets in a pod. */
function readAzureLogin(environment: RootKeyEnvironment): AzureLogin | Refusal {
  const [tenantId, clientId] = [environment.text('AZURE_TENANT_ID'), environment.text('AZURE_CLIENT_ID')]
  const secret = environment.secret('AZURE_CLIENT_SECRET')
  const tokenFile = environment.text('AZURE_FEDERATED_TOKEN_FILE')
  if (secret === undefined && tokenFile === undefined)
    return { kind: 'machine', ...(clientId !== undefined && { clientId }) }
  if (tenantId === undefined || clientId === undefined)
    return { refused: 'names a key in Azure: set AZURE_TENANT_ID and AZURE_CLIENT_ID too.' }
  if (secret !== undefined) return { kind: 'secret', tenantId, clientId, secret }
  return { kind: 'federated', tenantId, clientId, tokenFile: tokenFile ?? '' }
}

const AWS_ARN = /^arn:aws(?:-[a-z-]{1,20})?:kms:([a-z0-9-]{1,32}):\d{12}:(?:key|alias)\/[\w/-]{1,250}$/
const GCP_NAME =
  /^projects\/[\w.:-]{1,63}\/locations\/[\w-]{1,63}\/keyRings\/[\w-]{1,63}\/cryptoKeys\/[\w-]{1,63}$/
// learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates: the suffixes of the clouds.
const AZURE_HOST = /^[0-9a-z-]{3,24}\.(vault|managedhsm)\.(azure\.net|azure\.cn|usgovcloudapi\.net)$/

function isYes(text: string | undefined): boolean {
  return text === undefined || text === 'true'
}

/** A token goes there, so it is TLS, or an agent on this machine. */
function isSafeOrigin(url: URL): boolean {
  const isLoopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url.hostname)
  const isSecret = url.username !== '' || url.password !== ''
  return !isSecret && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback))
}

function parametersOf<const T extends string>(
  url: URL,
  names: readonly T[],
): Partial<Record<T, string>> | undefined {
  const isKnown = [...url.searchParams].every(
    ([name, value]) => value !== '' && names.some((one) => one === name),
  )
  if (!isKnown) return undefined
  const entries = names.flatMap((name) => {
    const value = url.searchParams.get(name)
    return value === null ? [] : [[name, value]]
  })
  return Object.fromEntries(entries)
}

/** The setting in words that hold no secret. */
export function describeRootKey(setting: RootKeySetting): string {
  if (setting.kind === 'file') return setting.path
  return `${setting.kind}:${placeOf(setting)}`
}

/** The place of a root key without its secrets, the version that writes, and how to log in there. */
export function placeOf(setting: RootKeySetting): string {
  switch (setting.kind) {
    case 'file':
      return setting.path
    case 'env':
      return setting.variable
    case 'vault':
      return `${setting.origin}/${setting.mount}/keys/${setting.name}`
    case 'aws-kms':
      return setting.key.startsWith('arn:') ? setting.key : `${setting.region}:${setting.key}`
    case 'gcp-kms':
      return setting.name
    case 'azure-kv':
      return `${setting.origin}/keys/${setting.name}`
  }
}
