import type { AuthAlternative, Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { PlannedRequest } from '../plan.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'
import type { Credential } from './credential.ts'
import { hidden } from './hidden.ts'
import { createRedactor } from './redact.ts'
import { stamp } from './stamp.ts'

/**
 * What a call gets in place of a credential: it stamps one request for an allowed origin, and removes
 * the credential from what comes back. It never gives the credential itself.
 */
export interface Authorizer {
  /** @throws SallyportError `destination_refused` for an origin that the credential was not sealed for. */
  authorize(request: PlannedRequest): Promise<PlannedRequest>
  redact(answer: UpstreamAnswer): UpstreamAnswer
  /** The same request with a mark in the credential's place, for showing. Throws as `authorize` does. */
  hide(request: PlannedRequest): PlannedRequest
}

/** @throws SallyportError `credential_invalid` when the credential is not one of this definition. */
export function createAuthorizer(definition: Definition, credential: Credential): Authorizer {
  const way = definition.auth[credential.alternative]
  if (credential.definitionId !== definition.id || way === undefined || !isFilled(way, credential)) {
    throw new SallyportError(
      'credential_invalid',
      `The stored credential is not one for ${definition.title}.`,
      { fix: 'Connect the account again.' },
    )
  }
  const { mechanism } = way
  return {
    authorize: async (request) => {
      checkOrigin(credential, request.url)
      return stamp(request, mechanism, credential.fields)
    },
    hide: (request) => {
      checkOrigin(credential, request.url)
      return hidden(request, mechanism)
    },
    redact: createRedactor(Object.values(credential.fields)),
  }
}

function isFilled({ form }: AuthAlternative, { fields }: Credential): boolean {
  return Object.entries(form).every(([name, { optional }]) => optional || Object.hasOwn(fields, name))
}

function checkOrigin({ origins }: Credential, url: URL): void {
  if (origins.includes(url.origin)) return
  throw new SallyportError('destination_refused', `The credential may not be sent to ${url.origin}.`, {
    fix: 'Connect the account again, so that the credential is given for this origin.',
  })
}
