/**
 * A setting of one connector that is no secret. With `fills` it supplies parameters that a caller left
 * out: the pattern's named groups are the pieces, `fills` says which parameter takes which piece.
 */
export interface ConfigField {
  readonly title: string
  readonly about: string
  /** Regular expression that a value fits as a whole, with named groups where `fills` needs them. */
  readonly pattern: string
  readonly example: string
  /** Parameter name -> named group of the pattern. */
  readonly fills?: Readonly<Record<string, string>>
  /** Stands where none is given. */
  readonly default?: string
  /** Whether a connector cannot be made without it. */
  readonly required?: boolean
}
