import type { Definition } from '@sallyport/definition'
import {
  type Credential,
  type CredentialSource,
  type CredentialStore,
  createMemoryBreaker,
  createMemoryStore,
  oauthRenewal,
  Refresher,
  type Sender,
} from '@sallyport/runtime'

export interface KeptFreshOptions {
  readonly definition: Definition
  readonly credential: Credential
  readonly sender: Sender
  readonly now: () => number
  readonly random: () => number
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly credentialStore?: (first: Credential) => CredentialStore
}

export interface KeptFresh {
  readonly source: CredentialSource
  /** Waits until what was given is saved. */
  settle(): Promise<void>
}

/** Keeps a credential fresh that a token endpoint renews; nothing for any other. */
export function keptFresh(options: KeptFreshOptions): KeptFresh | undefined {
  const { definition, credential, sender, now, random, wait } = options
  const mechanism = definition.auth[credential.alternative]?.mechanism
  if (mechanism?.scheme !== 'oauth2') return undefined
  const renewal = oauthRenewal({ mechanism, sender })
  if (!renewal.renewable(credential)) return undefined
  const store = options.credentialStore?.(credential) ?? createMemoryStore(credential, { now, wait })
  const refresher = new Refresher({
    breaker: createMemoryBreaker({ now }),
    now,
    monotonic: () => performance.now(),
    wait,
    random,
    owner: 'local',
  })
  // The store may know a later one than the program that was started with the first.
  return {
    source: refresher.source({ key: 'own', store, renewal }),
    settle: () => refresher.settleAll(),
  }
}
