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
   * `{n}` in a text is a number that no other value has, `{n:12}` one of twelve digits.
   */
  readonly samples?: Readonly<Record<string, unknown>>
  /**
   * Entity or `entity.action` -> parameter -> dotted path in the record that it names. Of an entity it counts for
   * parameters of the path, and where there are none for all but creations and lists. A parameter that is called as a
   * field of the key names the record by that, without a word.
   */
  readonly named?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /**
   * `entity.action` -> the call whose record it works on: a list (its first record) or a creation. Without it that
   * is the first record of the entity's own `list`; a list and a creation have none.
   */
  readonly first?: Readonly<Record<string, Preparation>>
  /**
   * Parameter, under the same names as samples -> `customers.create id`: the call that gives its value, and the
   * dotted path to it in the record, of a list in its first. `*.list id` is a call of the same entity. A call is made
   * once for each emulated vendor.
   */
  readonly from?: Readonly<Record<string, string>>
  /**
   * `entity.action name`, `entity.action name other`, or `* name` for every operation that has it: parameters that
   * the vendor refuses beside the rest. Each group is tried by itself, with what is required.
   */
  readonly apart?: readonly string[]
  /** Parameters, named as in `apart`, that the vendor cannot do without though none of them is required by itself. */
  readonly needed?: readonly string[]
  /** Parameters, named as in `apart`, that cannot be practised at all -> why. */
  readonly leave?: Readonly<Record<string, string>>
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
