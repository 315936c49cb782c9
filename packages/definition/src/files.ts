/** How an operation takes a file beside its parameters. */
export interface TakesFile {
  /** `related`: the parameters as JSON, then the file (RFC 2387). */
  readonly as: 'related'
}
