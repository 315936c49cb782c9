import type { Github } from 'sallyport/connectors/github'

/** What is asked for: an issue of 2 KB, or a list of them of 100 KB. */
export type Size = '2 KB' | '100 KB'

/** Who answers the same calls in its own way. */
export interface Contestant {
  /** Gives the fields of the record, or of each. */
  ask(size: Size): Promise<unknown>
}

export interface Place {
  /** Port of the third party on loopback. */
  readonly port: number
  /** The definition, where one is used. */
  readonly definition: Github
}

export const TOKEN = 'ghp_0123456789abcdefghijABCDEFGHIJ012345'
