import type { SealPurpose } from '@sallyport/vault'

/** A column of sealed values, and how the context of a row's value is read. Expressions are SQL; `t` is the table. */
export interface SealedColumn {
  /** In the schema `sallyport`. */
  readonly table: string
  readonly column: string
  /** The primary key without `organization_id`, each with its type. */
  readonly key: Readonly<Record<string, 'uuid' | 'integer' | 'text'>>
  readonly purpose: SealPurpose
  readonly subject: string
  readonly version: string
  /** Absent where the value belongs to the whole organization. */
  readonly workspace?: string
  /** What the expressions need beside the table. */
  readonly join?: string
  /** Whether the column is emptied when its value is used up. */
  readonly emptied?: true
}

const connector = {
  key: { connector_id: 'uuid' },
  subject: 't.connector_id',
  workspace: 'c.workspace_id',
  join: 'JOIN sallyport.connectors c ON c.organization_id = t.organization_id AND c.id = t.connector_id',
} as const

const webhook = { key: { id: 'uuid' }, purpose: 'webhook-secret', subject: 't.id' } as const

/**
 * Every place where sealed values lie: what a rotation goes through, and what is opened to prove that all of it opens.
 * The contexts are those that the engine seals with. A test compares this with the columns of the database.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'credentials', column: 'sealed', ...connector, purpose: 'credential', version: 't.version' },
  {
    table: 'credentials',
    column: 'spare',
    ...connector,
    purpose: 'spare-credential',
    version: 't.spare_version',
  },
  {
    table: 'signing_keys',
    column: 'sealed',
    key: { id: 'uuid' },
    purpose: 'signing-key',
    subject: 't.id',
    version: '1',
  },
  {
    table: 'file_pieces',
    column: 'sealed',
    key: { file_id: 'uuid', number: 'integer' },
    purpose: 'file',
    subject: 't.file_id',
    version: 't.number',
    workspace: 'f.workspace_id',
    join: 'JOIN sallyport.files f ON f.organization_id = t.organization_id AND f.id = t.file_id',
  },
  { table: 'webhooks', column: 'sealed', ...webhook, version: 't.version' },
  { table: 'webhooks', column: 'previous_sealed', ...webhook, version: 't.version - 1' },
  {
    table: 'connection_templates',
    column: 'sealed',
    key: { id: 'uuid' },
    purpose: 'destination-config',
    subject: 't.id',
    version: 't.version',
  },
  {
    table: 'oauth_applications',
    column: 'sealed',
    key: { id: 'uuid' },
    purpose: 'oauth-application',
    subject: 't.id',
    version: 't.version',
  },
  {
    table: 'connect_sessions',
    column: 'sealed',
    key: { id: 'text' },
    purpose: 'connect-session',
    subject: 't.id',
    version: '1',
    workspace: 't.workspace_id',
    emptied: true,
  },
  {
    table: 'idempotency_keys',
    column: 'sealed',
    key: { id: 'uuid' },
    purpose: 'idempotent-call',
    subject: 't.id',
    version: '1',
    workspace: 't.workspace_id',
  },
  {
    table: 'result_pieces',
    column: 'sealed',
    key: { result_id: 'uuid', number: 'integer' },
    purpose: 'result',
    subject: 't.result_id',
    version: 't.number',
    workspace: 'r.workspace_id',
    join: 'JOIN sallyport.results r ON r.organization_id = t.organization_id AND r.id = t.result_id',
  },
  // The credential of a connector that is gone, as its row had it.
  {
    table: 'revocations',
    column: 'sealed',
    key: { id: 'uuid' },
    purpose: 'credential',
    subject: 't.connector_id',
    version: 't.version',
    workspace: 't.workspace_id',
  },
  {
    table: 'revocations',
    column: 'spare',
    key: { id: 'uuid' },
    purpose: 'spare-credential',
    subject: 't.connector_id',
    version: 't.spare_version',
    workspace: 't.workspace_id',
  },
]

/** The column beside it that names the key (migration 000012). */
export function keyColumnOf({ column }: SealedColumn): string {
  return `${column}_key_id`
}

/** The name that people and statements know it by. */
export function nameOf({ table, column }: SealedColumn): string {
  return `${table}.${column}`
}
