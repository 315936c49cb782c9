import type { IncomingHttpHeaders } from 'node:http'
import type {
  Access,
  Answer,
  ApiOperation,
  Input,
  OperationId,
  Operations,
  OutgoingFile,
  TokenKind,
} from '@sallyport/contract'
import type { KeyedRequest, Principal } from '@sallyport/engine'

/** Who calls, as the access rule of an operation promises it: nobody, or the bearer of one of its tokens. */
type PrincipalOf<A extends Access> = A extends readonly TokenKind[] ? Principal<A[number]> : undefined

/** One call of an operation, its parts validated by the contract. */
export interface Call<O extends ApiOperation> extends Input<O> {
  readonly principal: PrincipalOf<O['access']>
  /** The organization that the request names, where it names one. */
  readonly organizationId: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly requestId: string
  /** What the client calls the request, where it does. */
  readonly clientRequestId: string | undefined
  /** The network that the request comes from. */
  readonly network: () => string
  /** With an Idempotency-Key: what an operation of the kind `key of writes` is to be carried out once by. */
  readonly keyed: KeyedRequest | undefined
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal
}

type Reply<O extends ApiOperation> =
  | Answer<O>
  | (O extends { readonly gives: 'file' } ? { readonly file: OutgoingFile } : never)

/** One handler for each operation of the contract; a missing one does not compile. */
export type Handlers<Ids extends OperationId = OperationId> = {
  readonly [Id in Ids]: (call: Call<Operations[Id]>) => Promise<Reply<Operations[Id]>>
}
