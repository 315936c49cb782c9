/** How an operation takes a file beside its parameters. */
export type TakesFile = TakesPart | TakesRaw | TakesSession

/** In the body, with the parameters before it. */
interface TakesPart {
  /** `related`: the parameters as JSON (RFC 2387). `multipart`: as fields of a form (RFC 7578). */
  readonly as: 'related' | 'multipart'
  /** Name of the form's field that takes the file. */
  readonly field?: string
}

/** The file is the body; parameters outside the path go to the query. */
interface TakesRaw {
  readonly as: 'raw'
}

/**
 * The operation is asked first and answers with an address; the file goes there, and then, where the third
 * party wants it, an operation ends it. The address must be on the server's origin or on a listed one, and gets
 * the credential as that is listed. Until the last step nothing has happened.
 */
export interface TakesSession {
  readonly as: 'session'
  /** Where the answer holds the address. */
  readonly address: { readonly header: string } | { readonly at: string }
  /** How the file is sent there. */
  readonly method: 'PUT' | 'POST'
  /**
   * Facts of the file that the first request tells, by parameter or header. They have to be known, but for the
   * size of what goes in pieces.
   */
  readonly tells?: Readonly<Record<string, FileFact>>
  readonly tellsInHeaders?: Readonly<Record<string, FileFact>>
  /**
   * Sent in pieces of so many bytes with `Content-Range`; after a broken piece the third party says how far it
   * came (308 with `Range`), and the upload goes on from there. At most 16 MB. Without it the file goes in one
   * request.
   */
  readonly pieces?: number
  /** Ends the upload; its answer is the result. Without it the answer to the file is. */
  readonly finish?: SessionEnd
}

export interface SessionEnd {
  readonly method: 'POST' | 'PUT'
  readonly path: string
  /**
   * Dotted path in the body -> `params.title`, `answer.file_id` (of the first answer), `file.name`. What is not
   * known is left out. A parameter that is named here is not said in the first request as well. Written as the
   * definition's encoding says, not the operation's.
   */
  readonly body: Readonly<Record<string, string>>
}

export type FileFact = 'size' | 'type' | 'name'

/**
 * The answer is a file: bytes as they are, and no record. `at`: the answer is JSON that holds the file's
 * address, which must be on the server's origin or on a listed one.
 */
export type GivesFile = 'file' | { readonly at: string }
