import type { Behaviour } from './behaviour/behaviour.ts'
import type { AcceptedCredential } from './credentials/accepted-credential.ts'
import { type Admit, createAdmit } from './credentials/admit.ts'
import type { AskIssued } from './credentials/judgement.ts'
import type { CredentialScheme } from './credentials/scheme.ts'
import type { AuthorizationServer } from './oauth/authorization-server.ts'

type Accepted = readonly AcceptedCredential[]

/** What the user of the emulator names, else what the vendor's behaviour has for practising. */
export function acceptedBy(
  { practise = 'practise' }: Behaviour,
  given: AcceptedCredential | Accepted | undefined,
): Accepted {
  return given === undefined ? [practise] : ([given].flat() as Accepted)
}

interface AdmitParts {
  readonly behaviour: Behaviour
  readonly accepted: Accepted
  readonly oauth: AuthorizationServer | undefined
  readonly now: () => number
}

/** The gate of a third party: its schemes, the accepted credentials, and the tokens of its authorization server. */
export function admitBy({ behaviour, accepted, oauth, now }: AdmitParts): Admit {
  const schemes = (behaviour.credentials ?? []) as readonly CredentialScheme[]
  return createAdmit({ schemes, accepted, now, ...(oauth && { issued: issuedBy(oauth) }) })
}

function issuedBy(oauth: AuthorizationServer): AskIssued {
  return async (token) => {
    const found = await oauth.find(token)
    if (typeof found === 'string' || !found) return found
    const { subject, scopes } = found
    return { scopes, ...(subject !== undefined && { subject }) }
  }
}
