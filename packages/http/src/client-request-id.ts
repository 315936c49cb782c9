/** What logs, records and other programs can hold as it is. */
const FORM = /^[\w.:+/=@-]{1,128}$/

/** What a client calls its request, where that is well formed. It is recorded beside our own id, and never taken for it. */
export function readClientRequestId(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' && FORM.test(header) ? header : undefined
}
