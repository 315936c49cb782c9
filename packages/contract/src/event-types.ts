/** What the engine tells of. A move of a credential from one state to another is `connector.state_changed`. */
export const EVENT_TYPES = [
  'connector.created',
  'connector.replaced',
  'connector.state_changed',
  'connector.credential_expiring',
  'connector.deleted',
  'connector.revocation_finished',
  'workspace.offboarded',
  'webhook.disabled',
] as const

export type EventType = (typeof EVENT_TYPES)[number]
