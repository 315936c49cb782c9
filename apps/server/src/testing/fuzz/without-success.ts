import type { OperationId } from '@sallyport/contract'

/** Operations that a fuzzer brings to no success, and why. Everything else has to succeed now and then. */
export const WITHOUT_SUCCESS: Partial<Readonly<Record<OperationId, string>>> = {
  getDestination: 'There are no destinations, so whatever is asked for is not there.',
}
