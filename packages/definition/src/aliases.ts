import type { Operation } from './operation.ts'
import { pagedBy } from './paging.ts'

/**
 * Names that existing clients send, mapped to ours. A target is a parameter of the operation, or an option of
 * the call: `fields` of everything that gives records, `limit` and `cursor` of every list, `file`, `file_type`
 * and `file_name` of what takes a file, `range_header` of what gives one.
 *
 * The short form renames; `null` accepts a name that means nothing here, since it is what is done anyway. `sets` maps a list of values to the one value that means the same:
 * `{ to: 'state', sets: { open: ['OPEN'], all: ['OPEN', 'CLOSED'] } }`.
 */
export type Aliases = Readonly<Record<string, string | Alias | null>>

export interface Alias {
  readonly to: string
  /** Our value -> the values that mean it when a client sends exactly these, in any order. */
  readonly sets?: Readonly<Record<string, readonly string[]>>
}

/** Targets of aliases that belong to the call and not to one operation's parameters. */
export const CALL_OPTIONS: readonly string[] = [
  'fields',
  'limit',
  'cursor',
  'file',
  'file_type',
  'file_name',
  'range_header',
]

/** Those that mean something to an operation. */
export function callOptionsOf({
  page,
  effect,
  takes,
  gives,
}: Pick<Operation, 'page' | 'effect' | 'takes' | 'gives'>): readonly string[] {
  // What comes whole is given in parts by whoever runs it, but a write is not run again for the rest.
  const hasPlaces = pagedBy(page) !== undefined || (page !== undefined && effect === 'read')
  return [
    ...(hasPlaces ? ['limit', 'cursor'] : []),
    ...(takes === undefined ? [] : ['file', 'file_type', 'file_name']),
    gives === undefined ? 'fields' : 'range_header',
  ]
}
