import { isIP } from 'node:net'
import { SallyportError } from '@sallyport/errors'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Block = readonly [Address, number]

/** Answers whether a connection to this address may be made. */
export type AddressRule = (address: string) => boolean

/** IANA has given out global unicast addresses from 2000::/3 only (RFC 4291 section 2.4). */
const GLOBAL_UNICAST: Block = ipaddr.parseCIDR('2000::/3')

/** Public by its number, yet on Azure it is the control service of the machine's host. */
const AZURE_WIRE_SERVER = '168.63.129.16'

/**
 * The rule for addresses of third parties: public unicast ones, and what the operator lists.
 *
 * @param allowed CIDR blocks (`10.1.0.0/16`, `fd00::/8`) that pass although they are not public.
 * @throws SallyportError `configuration_invalid` when a block cannot be read.
 */
export function createAddressRule(allowed: readonly string[] = []): AddressRule {
  const blocks = allowed.map(parseBlock)
  return (text) => {
    if (isIP(text) === 0) return false
    const address = ipaddr.parse(text)
    return isPublic(address) || blocks.some((block) => contains(block, address))
  }
}

/** The rule for targets of redirected origins: 127.0.0.0/8 and ::1. */
export function isLoopback(text: string): boolean {
  return isIP(text) !== 0 && ipaddr.parse(text).range() === 'loopback'
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || address.toString() === AZURE_WIRE_SERVER) return false
  // RFC 4007 section 11.2: a zone chooses an interface of this machine, which no third party has to.
  if (address instanceof ipaddr.IPv6 && address.zoneId) return false
  return address.kind() === 'ipv4' || contains(GLOBAL_UNICAST, address)
}

function contains([network, bits]: Block, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits)
}

function parseBlock(block: string): Block {
  if (ipaddr.isValidCIDR(block)) return ipaddr.parseCIDR(block)
  throw new SallyportError('configuration_invalid', `"${block}" is not a block of addresses.`, {
    fix: 'Write allowed private addresses as CIDR blocks, for example 10.1.0.0/16.',
  })
}
