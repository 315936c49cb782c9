/** Which fields of a record can be searched, and as what. */
export interface Searchable {
  /** Dotted path in a record -> how it is compared. */
  readonly fields: Readonly<Record<string, 'text' | 'keyword' | 'number' | 'boolean' | 'date'>>
  /** Paths of texts that are also found by meaning. */
  readonly semantic?: readonly string[]
}

/** How what has changed is fetched. */
export interface Sync {
  /** Action that lists the records. */
  readonly from: string
  /** Dotted path in a record to what grows with every change; without it everything is read anew. */
  readonly cursor?: string
  /** Parameter of the action that takes the last cursor, where it can filter by it. */
  readonly since?: string
  readonly order?: 'asc' | 'desc'
  /** Constant parameters of the walk. */
  readonly params?: Readonly<Record<string, unknown>>
  /** How a deletion shows: a field that is set, or an absence from a whole walk. */
  readonly deleted?: { readonly field: string } | 'absent'
}

/** A field that names a record of another entity. */
export interface Relation {
  /** Dotted path in this record. */
  readonly field: string
  readonly entity: string
  /** Field of the other entity's records that it names. */
  readonly key: string
}
