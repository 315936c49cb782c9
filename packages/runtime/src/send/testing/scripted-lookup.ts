import type { LookupAddress } from 'node:dns'
import type { Lookup } from '../guarded-connector.ts'

/** A resolver that gives these answers to whatever is asked, one after another; the last one stays. */
export function scriptedLookup(...answers: readonly (readonly string[])[]): Lookup {
  let turn = 0
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(turn++, answers.length - 1)] ?? []
    const found: LookupAddress[] = addresses.map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }))
    setImmediate(callback, null, found)
  }
}
