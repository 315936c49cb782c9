/** Something that came out of a program, and the name of the place where it came out. */
export interface Output {
  readonly where: string
  /** A list stands for the pieces of one stream, in their order: what is split between two is found. */
  readonly data: string | Uint8Array | readonly (string | Uint8Array)[]
}

/** A place where a secret was found, and the form it had there. It holds nothing of the secret. */
export interface Finding {
  /** What the secret is called. */
  readonly secret: string
  readonly where: string
  /** `raw`, `base64 at offset 2` ...; inside of something that had to be opened first: `gzip: raw`. */
  readonly form: string
}
