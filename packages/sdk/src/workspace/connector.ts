import type { Answer, Operations } from '@sallyport/contract/client'

type Row = Answer<Operations['listConnectors']>['data'][number]

/**
 * How the credential is. `pending`: never proved. `degraded`: its refresh fails, and it may still work. `needs_reauth`:
 * its user has to connect the account again.
 */
export type ConnectorStatus = Row['status']

/** An account that a customer has connected. Its credential is not in it, and no call gives it back. */
export interface Connector {
  readonly id: string
  readonly name: string
  /** Slug of its type, such as `github`. */
  readonly type: string
  readonly status: ConnectorStatus
  /** A word for why it is so. */
  readonly statusCause: string | undefined
  /** When the third party last accepted the credential. */
  readonly lastSuccessAt: Date | undefined
  /** Of the access token, where it is known. */
  readonly expiresAt: Date | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}

type Shown = Omit<Row, 'summarized_source_template'>

export function connectorOf(
  shown: Shown,
  { connector_name }: { readonly connector_name: string },
): Connector {
  const { id, name, status, status_cause, last_success_at, expires_at, created_at, updated_at } = shown
  return {
    id,
    name,
    type: connector_name,
    status,
    statusCause: status_cause ?? undefined,
    lastSuccessAt: dateOf(last_success_at),
    expiresAt: dateOf(expires_at),
    createdAt: new Date(created_at),
    updatedAt: new Date(updated_at),
  }
}

function dateOf(time: string | null): Date | undefined {
  return time === null ? undefined : new Date(time)
}
