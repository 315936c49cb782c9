import type { Definition } from '@sallyport/definition'
import type { Credential } from '@sallyport/runtime'
import { openCandidate } from '../connectors/open-candidate.ts'
import type { BoundConnector } from '../execute/find-connector.ts'
import { isRenewable, unlock } from '../execute/unlock.ts'
import type { Jobs, Storage } from '../ports.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import { AcceptedLog } from './accepted-log.ts'
import { ExpiryLog } from './expiry-log.ts'
import { LivingCredentials, type LivingCredentialsOptions } from './living-credentials.ts'
import { RefreshGovernor } from './refresh-governor.ts'
import { refreshJob } from './refresh-job.ts'
import { Refusals } from './refusals.ts'
import { SealedTokens } from './sealed-tokens.ts'
import { warnOfExpiry } from './warn-of-expiry.ts'

export interface CredentialPartsOptions extends Omit<LivingCredentialsOptions, 'owner'> {
  readonly storage: Storage
  readonly catalogues: Catalogues
  readonly newId: () => string
}

/** All that lives as long as the engine and has to do with credentials. */
export function credentialParts(options: CredentialPartsOptions) {
  const { storage, catalogues, vault, sender, now, monotonic, random, onFailure, newId } = options
  const { credentials, connectors, workspaces } = storage
  const living = new LivingCredentials({ ...options, owner: newId() })
  const accepted = new AcceptedLog({ credentials, now, onFailure })
  const expiries = new ExpiryLog({ credentials, now, onFailure })
  const refusals = new Refusals({ credentials, now, onFailure })
  const unlocking = { vault, tokens: new SealedTokens(vault, now), living, sender, now, expiries }
  return {
    accepted,
    /** What answers told of credentials, to be saved behind the calls. */
    told: { flush: async () => void (await Promise.all([accepted.flush(), expiries.flush()])) },
    warnOfExpiry: warnOfExpiry({ storage, catalogues, vault, now }),
    refusals,
    opening: {
      unlock: (connector: BoundConnector, trial?: boolean) => unlock(unlocking, connector, trial),
      isRenewable: (connector: BoundConnector) => isRenewable(unlocking, connector),
    },
    /** What it takes to try credentials that are not stored yet, and to store them. */
    candidates: {
      openCandidate: openCandidate({ living, sender, now }),
      refreshAt: (definition: Definition, credential: Credential) => living.refreshAt(definition, credential),
    },
    useCases: {
      /** The handler of `refresh_credential`. @param jobs Where it puts what has to wait for its turn. */
      refreshJob: (jobs: Pick<Jobs, 'add'>) =>
        refreshJob({
          ...{ connectors, workspaces, catalogues, vault, living, jobs, now },
          governor: new RefreshGovernor({ monotonic, random }),
        }),
      /** Makes the saves of credentials that an engine before this one could not make. */
      replaySaves: () => living.replay(),
    },
    /** Saves what token endpoints gave, and waits for what is being looked at. */
    close: async () => {
      await living.close()
      await refusals.close()
    },
  }
}
