/** One call of the connector itself that makes practising possible. */
export interface Preparation {
  readonly entity: string
  readonly action: string
  /** Over those that the samples give. */
  readonly params?: Readonly<Record<string, unknown>>
  /** How often (1). */
  readonly times?: number
}

/** What a definition cannot say of the records and values that it is practised with. Everything may be left out. */
export interface PracticeData {
  /**
   * Values of parameters that their schemas do not tell, by `entity.action name`, by `entity name` or by `name`.
   * `{n}` in a text is a number that no other value has.
   */
  readonly samples?: Readonly<Record<string, unknown>>
  /**
   * Entity or `entity.action` -> parameter -> dotted path in the record that it names. Of an entity it counts for
   * parameters of the path, and where there are none for all but creations and lists.
   */
  readonly named?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /**
   * `entity.action` -> the call whose record it works on: a list (its first record) or a creation. Without it that
   * is the first record of the entity's own `list`; a list and a creation have none.
   */
  readonly first?: Readonly<Record<string, Preparation>>
  /**
   * `entity.action name`: parameters that the vendor refuses beside the others. Each is tried by itself, with
   * those that are required.
   */
  readonly apart?: readonly string[]
  /** Calls that fill the vendor before its lists are read. */
  readonly fill?: readonly Preparation[]
  /**
   * Where lists get their records: so many of the emulator's own (5), or `examples`: made from the vendor's
   * example of each list, one more than its largest page holds.
   */
  readonly records?: number | 'examples'
  /** Of `examples`: entity -> fields in which its records differ; its key where nothing is said. */
  readonly distinct?: Readonly<Record<string, readonly string[]>>
  /** The token that the emulated vendor is to accept, where the forms of credentials have a pattern. */
  readonly token?: string
  /** Calls that the vendor's own recorded traffic answers. */
  readonly recorded?: readonly Preparation[]
}
