import type { SealContext } from '@sallyport/vault'
import type { SealedColumn } from './sealed-columns.ts'

/** A row of a sealed column, or the beginning of its value. */
export interface SealedRow {
  readonly key: readonly string[]
  readonly organizationId: string
  readonly workspaceId: string | null
  readonly subjectId: string
  readonly version: number
  readonly bytes: Uint8Array
}

export function contextOf(row: Omit<SealedRow, 'bytes'>, purpose: SealContext['purpose']): SealContext {
  const { organizationId, workspaceId, subjectId, version } = row
  return { organizationId, subjectId, purpose, version, ...(workspaceId !== null && { workspaceId }) }
}

/** Before every key: a uuid and a number begin at none, a text at the empty one. */
const FIRST = { uuid: '00000000-0000-0000-0000-000000000000', integer: '-2147483648', text: '' } as const

export function firstOf({ key }: SealedColumn): readonly string[] {
  return Object.values(key).map((type) => FIRST[type])
}

/** The columns of the key, which rows are read in the order of. */
export function ownOf({ key }: SealedColumn): string {
  return Object.keys(key)
    .map((name) => `t.${name}`)
    .join(', ')
}

/** @param from Number of the first of the parameters that are the key. */
export function behind(sealed: SealedColumn, from: number): string {
  const given = Object.values(sealed.key).map((type, at) => `$${at + from}::${type}`)
  return `(${ownOf(sealed)}) > (${given.join(', ')})`
}

/** All of a `SealedRow` but its bytes. */
export function describedBy({ key, workspace = 'NULL::uuid', subject, version }: SealedColumn): string {
  const names = Object.keys(key).map((each) => `t.${each}::text`)
  return `ARRAY[${names.join(', ')}] AS key, t.organization_id AS "organizationId", ${workspace} AS "workspaceId",
    (${subject})::text AS "subjectId", (${version})::integer AS version`
}
