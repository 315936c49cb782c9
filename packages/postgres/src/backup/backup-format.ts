import { SallyportError } from '@sallyport/errors'

/**
 * A backup is one file: a line that says what it is, then, compressed by zlib, lines of JSON between tables.
 *
 * ```
 * sallyport-backup 1
 * {"deploymentId": ..., "migrations": [...]}                the header
 * {"table": "sallyport.workspaces", "columns": [...]}    then rows, in the text form of COPY
 * \.
 * {"tables": [...], "rootKeys": [...], ...}              the manifest: only a whole backup has one
 * ```
 *
 * The text form of COPY is the same on every version of PostgreSQL (postgresql.org/docs/current/sql-copy.html).
 */
export const FORMAT = 1
export const FIRST_LINE = `sallyport-backup ${FORMAT}\n`
export const END_OF_ROWS = '\\.\n'
/** Of one line: a row with a file's piece has 2 MB, and the manifest 39 bytes for each organization key. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024

export interface BackupHeader {
  readonly deploymentId: string
  readonly epoch: number
  /** Of the changes: how far the database had come. */
  readonly sequence: number
  /** Numbers of the migrations that its tables had. */
  readonly migrations: readonly number[]
  /** ISO 8601. */
  readonly createdAt: string
  /** server_version of PostgreSQL. */
  readonly server: string
}

export interface BackupTable {
  /** With its schema: `sallyport.credentials`. */
  readonly table: string
  readonly columns: readonly string[]
}

export interface BackupManifest {
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly sha256: string }[]
  /** Ids of the root keys without which nothing of it opens. */
  readonly rootKeys: readonly string[]
  /** Ids of the organization keys, which lie in it wrapped by a root key. */
  readonly organizationKeys: readonly string[]
  /** Of everything before the manifest, uncompressed, in hexadecimal digits. */
  readonly sha256: string
}

export function backupInvalid(what: string, cause?: unknown): SallyportError {
  return new SallyportError('backup_invalid', `The backup ${what}.`, {
    fix: 'Take another copy of it, or another backup. Nothing was changed.',
    ...(cause !== undefined && { cause }),
  })
}

/** @throws SallyportError `backup_invalid` unless the file begins as one of ours */
export function checkFirstLine(line: string): void {
  const [, format] = /^sallyport-backup (\d{1,9})$/.exec(line) ?? []
  if (format === undefined) throw backupInvalid('is no backup of Sallyport')
  if (Number(format) > FORMAT)
    throw backupInvalid(`has format ${format}, and this version reads up to ${FORMAT}`)
}

export function readHeader(line: string): BackupHeader {
  const value = objectOf(line)
  const { deploymentId, epoch, sequence, migrations, createdAt, server } = value
  const listed: unknown[] = Array.isArray(migrations) ? migrations : [undefined]
  const numbers = [epoch, sequence, ...listed].every(
    (each) => Number.isSafeInteger(each) && Number(each) >= 0,
  )
  const texts = [deploymentId, createdAt, server].every(
    (each) => typeof each === 'string' && each.length < 256,
  )
  if (!numbers || !texts) throw backupInvalid('has a header that is none')
  return value as unknown as BackupHeader
}

/** What follows the rows of a table: another table, or the end. */
export function readNext(line: string): BackupTable | BackupManifest {
  const value = objectOf(line)
  if (typeof value.table === 'string' && isTexts(value.columns)) return value as unknown as BackupTable
  const fits = isTexts(value.rootKeys) && isTexts(value.organizationKeys) && typeof value.sha256 === 'string'
  const tables = Array.isArray(value.tables) ? value.tables.map(Object) : undefined
  const whole = tables?.every(
    ({ table, rows, sha256 }) =>
      typeof table === 'string' && Number.isSafeInteger(rows) && typeof sha256 === 'string',
  )
  if (!fits || whole !== true) throw backupInvalid('has a line that says nothing')
  return value as unknown as BackupManifest
}

function objectOf(line: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(line)) as Record<string, unknown>
  } catch (cause) {
    throw backupInvalid('has a line that is no JSON', cause)
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
