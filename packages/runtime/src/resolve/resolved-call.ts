import type { Definition, Operation } from '@sallyport/definition'
import type { ConnectorConfig } from './config.ts'
import type { ByteRange, FileReference } from './file-options.ts'

declare const resolved: unique symbol

/** Which fields of each record are wanted, as paths; `select` wins over `exclude`. */
export interface FieldChoice {
  readonly select?: readonly string[]
  readonly exclude?: readonly string[]
  /** Whether long texts are cut; they say so. */
  readonly cutTexts?: boolean
}

/** What a caller asks for, before anything of it is believed. */
export interface CallRequest {
  readonly entity: string
  readonly action: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly limit?: number
  readonly cursor?: string
  readonly fields?: FieldChoice
  /** `compact`: of each record what is enough to choose by, unless fields are chosen. */
  readonly view?: 'full' | 'compact'
}

/** A call that exists and whose parameters fit. Only `resolve` makes one. */
export interface ResolvedCall {
  readonly definition: Definition
  /** Settings of the connector. */
  readonly config: ConnectorConfig
  readonly entity: string
  readonly action: string
  readonly operation: Operation
  readonly params: Readonly<Record<string, unknown>>
  readonly limit: number | undefined
  readonly cursor: string | undefined
  readonly fields: FieldChoice
  /** As it stands in the parameters; what is given beside them counts more. */
  readonly file: FileReference | undefined
  readonly range: ByteRange | undefined
  readonly [resolved]: true
}

/** Names a resolved call in messages: `issues.list`. */
export function nameOf(call: Pick<ResolvedCall, 'entity' | 'action'>): string {
  return `${call.entity}.${call.action}`
}
