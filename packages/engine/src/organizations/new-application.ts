import type { NewApplication } from './application-store.ts'
import { formatClientId } from './client-id.ts'
import { createClientSecret, hashClientSecret } from './client-secret.ts'

/** Applications in use that an organization may have. */
export const MAX_APPLICATIONS = 100

export interface ApplicationMaking {
  readonly newId: () => string
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
}

/** An application with the secret that is shown this once. */
export interface WithClientSecret {
  readonly application: NewApplication
  readonly clientId: string
  readonly clientSecret: string
}

/** Makes an application of an organization. Stores nothing. */
export function newApplication(
  { newId, now, randomBytes }: ApplicationMaking,
  { organizationId, name, madeBy }: Pick<NewApplication, 'organizationId' | 'name' | 'madeBy'>,
): WithClientSecret {
  const clientSecret = createClientSecret(randomBytes)
  const id = newId()
  return {
    application: {
      id,
      organizationId,
      name,
      madeBy,
      secretHash: hashClientSecret(clientSecret),
      createdAt: new Date(now()),
    },
    clientId: formatClientId({ organizationId, applicationId: id }),
    clientSecret,
  }
}
