/** What a slice of a schema shall hold. */
export interface Wanted {
  /** The fields of each root type, `Query` and `Mutation`. */
  readonly rootFields: Readonly<Record<string, readonly string[]>>
  /** Objects, interfaces and unions that are kept, with all their fields that lead to kept types. */
  readonly types: readonly string[]
}

/** What known documents select: per type the names of fields. Kept, whatever else is left out. */
export type UsedFields = ReadonlyMap<string, ReadonlySet<string>>
