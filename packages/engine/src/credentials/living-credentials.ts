import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import {
  type ApplicationBreaker,
  type Credential,
  type CredentialSource,
  CredentialTrial,
  type KnownCredential,
  type OAuthApplication,
  oauthRenewal,
  Refresher,
  type RefreshSubject,
  type RefreshTimings,
  type Renewal,
  type Sender,
} from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import type { Connector, Storage } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import { applicationBreaker, applicationName } from './application-breaker.ts'
import { CredentialSaves } from './credential-saves.ts'
import { refreshTime } from './refresh-time.ts'
import type { SaveSpool } from './save-spool.ts'
import { sealedCredentialStore } from './sealed-credential-store.ts'
import { Settlements } from './settlements.ts'

export interface LivingCredentialsOptions {
  readonly storage: Pick<Storage, 'credentials' | 'breakers' | 'changes'>
  readonly vault: Vault
  readonly sender: Sender
  readonly spool: SaveSpool
  readonly now: () => number
  readonly monotonic: () => number
  readonly random: () => number
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Names this process, for those who look at an attempt. */
  readonly owner: string
  /** Where they are not those of the runtime; for tests. */
  readonly refreshTimings?: Partial<RefreshTimings>
  /** Gives the OAuth application of an organization; nothing for one that is gone. */
  readonly applicationOf?: (scope: OrganizationScope, id: string) => Promise<OAuthApplication | undefined>
  readonly onFailure: (error: unknown) => void
}

/** A connector, and the definition that says how its credential is renewed. */
export interface Renewed {
  readonly row: Pick<Connector, 'organizationId' | 'workspaceId' | 'id'>
  readonly scope: OrganizationScope
  readonly definition: Definition
}

/** Credentials that are kept fresh, one refresh at a time over all engines of a database. */
export class LivingCredentials {
  readonly refresher: Refresher
  readonly #options: LivingCredentialsOptions
  readonly #breaker: ApplicationBreaker
  readonly #settlements: Settlements
  readonly #saves: CredentialSaves

  constructor(options: LivingCredentialsOptions) {
    const { storage, now, monotonic, wait, random, owner, refreshTimings, spool, onFailure } = options
    const rows = storage.credentials
    this.#options = options
    this.#breaker = applicationBreaker(storage.breakers)
    this.#settlements = new Settlements({ rows, changes: storage.changes })
    this.#saves = new CredentialSaves({ rows, spool, wait, onFailure })
    this.refresher = new Refresher({
      ...{ now, monotonic, wait, random, owner },
      breaker: this.#breaker,
      ...(refreshTimings && { timings: refreshTimings }),
      // What a job or a call hears of, its caller is told; the others only say that a token was not renewed in time.
      onFailure: (_, error) => onFailure(error),
    })
  }

  /** Gives an authorizer one credential; nothing where its way to authenticate knows of no renewal. */
  source(renewed: Renewed, known: KnownCredential): CredentialSource | undefined {
    const subject = this.subject(renewed, known.credential.alternative)
    return subject && this.refresher.source(subject, known)
  }

  /**
   * Tries a credential that is not stored yet. Nothing where there is nothing to renew it with, or where that would use
   * up what nobody will store anew.
   *
   * @param onSpent Where what was used up is to be held; absent where nobody will store it.
   */
  trial(
    renewed: Renewed,
    credential: Credential,
    onSpent?: (credential: Credential) => Promise<void>,
  ): CredentialTrial | undefined {
    const renewal = this.#renewalOf(renewed, credential.alternative)
    if (!renewal?.renewable(credential)) return undefined
    if (!onSpent && renewal.reuse(credential) !== 'safe') return undefined
    const { timings } = this.refresher
    return new CredentialTrial(credential, {
      ...{ renewal, timings },
      ...(onSpent && { onSpent }),
      breaker: this.#breaker,
      now: this.#options.now,
    })
  }

  subject(renewed: Renewed, alternative: string): RefreshSubject | undefined {
    const { row, definition } = renewed
    const renewal = this.#renewalOf(renewed, alternative)
    if (renewal === undefined) return undefined
    const { storage, vault } = this.#options
    const store = sealedCredentialStore(
      {
        rows: storage.credentials,
        vault,
        settlements: this.#settlements,
        saves: this.#saves,
        refreshAt: (credential) => this.refreshAt(definition, credential),
      },
      row,
    )
    return { key: `${row.organizationId} ${row.id}`, store, renewal }
  }

  #renewalOf({ row, scope, definition }: Renewed, alternative: string): Renewal | undefined {
    const mechanism = definition.auth[alternative]?.mechanism
    if (mechanism?.scheme !== 'oauth2') return undefined
    const { sender, applicationOf } = this.#options
    const renewal = oauthRenewal({
      mechanism,
      sender,
      scope: `${row.organizationId} ${row.workspaceId}`,
      ...(applicationOf && { applicationOf: (id: string) => applicationOf(scope, id) }),
    })
    return withinOrganization(renewal, row.organizationId)
  }

  /** When a job is to refresh a credential, in milliseconds of the clock that its grant was written by. */
  refreshAt(definition: Definition, credential: Credential): number | undefined {
    const { timings } = this.refresher
    return refreshTime(definition, credential, { timings, random: this.#options.random })
  }

  /** Makes the saves that another engine could not make. */
  replay(): Promise<void> {
    return this.#saves.replay()
  }

  /** Begins no refresh any more; what token endpoints gave is saved, or in the spool, when it is done. */
  async close(): Promise<void> {
    const settled = this.refresher.settleAll()
    await this.#saves.close()
    await settled
    await this.#saves.close()
  }
}

/** Two organizations may use applications of one name: a breaker is of one of them. */
function withinOrganization(renewal: Renewal, organizationId: string): Renewal {
  return {
    ...renewal,
    async prepare(credential) {
      const presentation = await renewal.prepare(credential)
      const { application } = presentation
      return {
        ...presentation,
        application: application === undefined ? undefined : applicationName(organizationId, application),
      }
    },
  }
}

/** @throws SallyportError `reauthorization_required` for a state in which only the user can help. */
export function checkState({ state, title }: { readonly state: string; readonly title: string }): void {
  if (state !== 'needs_reauth' && state !== 'revoked') return
  throw new SallyportError(
    'reauthorization_required',
    `${title} no longer accepts this connector's credential.`,
    {
      fix: 'Let its user connect the account again: replace the credentials of this connector, or begin a new consent for it.',
    },
  )
}
