import type { EventType } from '@sallyport/contract'
import type { AuditEvent, Event } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** An address that is told of events. */
export interface Webhook {
  readonly id: string
  readonly organizationId: string
  readonly url: string
  /** None: all of them. */
  readonly eventTypes: readonly EventType[]
  readonly status: 'enabled' | 'disabled'
  /** Counts its secrets from 1. */
  readonly version: number
  readonly sealed: Uint8Array
  /** The secret before, which signs too until its time is over. */
  readonly previousSealed: Uint8Array | null
  readonly previousUntil: Date | null
  /** A word for why the last attempt failed. */
  readonly lastError: string | null
  readonly lastDeliveryAt: Date | null
  readonly createdAt: Date
}

export interface Replay {
  /** Events of this time and later. */
  readonly since?: Date
  /** Events after the one of this id. */
  readonly after?: string
  /** At most so many. */
  readonly limit: number
}

/** Port: webhooks. Whatever adds an event adds a job `deliver_webhook` for each that is enabled and wants its type. */
export interface WebhookStore {
  /** `full` where there are as many as there may be. */
  insert(
    scope: OrganizationScope,
    webhook: Webhook,
    options: { readonly max: number; readonly event: AuditEvent },
  ): Promise<'stored' | 'full'>
  find(scope: OrganizationScope, id: string): Promise<Webhook | undefined>
  list(scope: OrganizationScope): Promise<readonly Webhook[]>
  /** False when there was none. */
  delete(scope: OrganizationScope, id: string, event: AuditEvent): Promise<boolean>
  /** Stores the secret that follows `version`. False when another has followed it, or the webhook is gone. */
  rotate(
    scope: OrganizationScope,
    rotation: {
      readonly id: string
      readonly version: number
      readonly sealed: Uint8Array
      readonly previousUntil: Date
    },
    event: AuditEvent,
  ): Promise<boolean>
  /** Keeps how an attempt went. */
  record(
    scope: OrganizationScope,
    id: string,
    attempt: { readonly at: Date; readonly error: string | null },
  ): Promise<void>
  /** Disables one that is enabled, and tells of it. */
  disable(
    scope: OrganizationScope,
    id: string,
    told: { readonly error: string; readonly event: Event },
  ): Promise<void>
  /** Enables it and adds jobs that deliver events again; gives their ids in their order. */
  replay(
    scope: OrganizationScope,
    id: string,
    replay: Replay & { readonly event: AuditEvent },
  ): Promise<readonly string[]>
}
