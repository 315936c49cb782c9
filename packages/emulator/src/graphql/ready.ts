/** An object whose fields have their values already: a page, an edge, a payload that holds records. */
export class Ready {
  readonly values: Readonly<Record<string, unknown>>

  constructor(values: Readonly<Record<string, unknown>>) {
    this.values = values
  }
}
