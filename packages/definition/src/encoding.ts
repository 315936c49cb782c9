/** How values that are no text are written. What is left out is JSON in bodies, and a parameter for each item of a list. */
export interface Encoding {
  /** `form`: application/x-www-form-urlencoded. `multipart`: multipart/form-data (RFC 7578). */
  readonly body?: 'json' | 'form' | 'multipart'
  /**
   * A list in a query or a form: a parameter for each item (`a=1&a=2`), with brackets (`a[]=1`), with
   * positions (`a[0]=1`), or one text (`a=1,2`).
   */
  readonly lists?: 'repeat' | 'brackets' | 'indices' | 'comma'
}
