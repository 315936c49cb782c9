/** How values that are no text are written. What is left out is JSON in bodies, and a parameter for each item of a list. */
export interface Encoding {
  /** `form`: application/x-www-form-urlencoded. */
  readonly body?: 'json' | 'form'
  /**
   * A list in a query or a form: a parameter for each item (`a=1&a=2`), with brackets (`a[]=1`), with
   * positions (`a[0]=1`), or one text (`a=1,2`).
   */
  readonly lists?: 'repeat' | 'brackets' | 'indices' | 'comma'
}

/** What makes a repeated request the same request to the third party. */
export interface Idempotency {
  /** Header that takes a key of ours, one for each call. */
  readonly header: string
}
