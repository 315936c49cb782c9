import type { Capability } from '@sallyport/contract'
import { withoutCapability } from './authenticate.ts'
import type { Principal } from './principal.ts'

/**
 * The same caller, good for less: what its token has and `to` lists. Nothing can be added that way.
 *
 * @throws SallyportError `forbidden` where what is left is not enough for `needed`
 */
export function narrow<P extends Principal>(
  principal: P,
  to: readonly Capability[],
  needed: Capability | 'none' = 'none',
): P {
  const capabilities = principal.capabilities.filter((one) => to.includes(one))
  if (needed !== 'none' && !capabilities.includes(needed)) throw withoutCapability(needed)
  return { ...principal, capabilities }
}
