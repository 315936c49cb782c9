/** Where a third party is reached. */
export interface Server {
  /** Its origin and path. `{name}` in the host is a setting of that name, whose pattern cannot leave the host part. */
  readonly url: string
  /** Headers that every request carries, such as the version of the API. */
  readonly headers?: Readonly<Record<string, string>>
  /** Other addresses of the same API: a setting chooses one, and `url` stands where it chooses none. */
  readonly regions?: {
    readonly setting: string
    readonly urls: Readonly<Record<string, string>>
  }
  /** Further origins, by name. What is not listed here gets nothing, whatever an answer says. */
  readonly origins?: Readonly<Record<string, Origin>>
}

/** An origin beside the server's own: for uploads, files, tokens. */
export interface Origin {
  /** `https://uploads.github.com`, without a path. */
  readonly url: string
  /** Whether the credential goes along. Without it, addresses that carry a permission of their own work there. */
  readonly credential: boolean
}
