import type { Capability, OperationId } from '@sallyport/contract'

/** Everything of a tenant that a request can name. */
export interface Names {
  readonly connector: string
  readonly job: string
  readonly webhook: string
  readonly definition: string
  readonly workspace: string
  readonly event: string
  readonly device: string
  readonly secret: string
  readonly organization: string
  readonly session: string
  readonly workflow: string
  readonly automation: string
  readonly result: string
  /** A source template, a connection template, and a tag of both. */
  readonly template: string
  readonly connectionTemplate: string
  readonly tag: string
}

export interface Asked {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
  /** What the call itself needs where the row of the contract says less. */
  readonly needs?: Capability
  /** Things that are used up by it, where that is not what a DELETE has in its path. */
  readonly spends?: readonly (keyof Names)[]
}

/** For each operation the requests that name something of a tenant, or one that names nothing. */
export type RequestsOf<Ids extends OperationId = OperationId> = {
  readonly [Id in Ids]: (names: Names) => readonly Asked[]
}
