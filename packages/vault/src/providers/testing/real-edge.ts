import { setTimeout as sleep } from 'node:timers/promises'
import type { KmsEdge } from '../kms.ts'

/** The real clock and network. Without chance in the waits between attempts there are none. */
export const realEdge: KmsEdge = {
  fetch,
  monotonic: () => performance.now(),
  random: () => 0,
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
}
