/**
 * Names that existing clients send, mapped to ours. A target is a parameter of the operation, or
 * `limit`, `cursor` or `fields`, which every list understands.
 *
 * The short form renames. `sets` maps a list of values to the one value that means the same:
 * `{ to: 'state', sets: { open: ['OPEN'], all: ['OPEN', 'CLOSED'] } }`.
 */
export type Aliases = Readonly<Record<string, string | Alias>>

export interface Alias {
  readonly to: string
  /** Our value -> the values that mean it when a client sends exactly these, in any order. */
  readonly sets?: Readonly<Record<string, readonly string[]>>
}

/** Targets of aliases that belong to the call and not to one operation's parameters. */
export const CALL_OPTIONS: readonly string[] = ['limit', 'cursor', 'fields']
