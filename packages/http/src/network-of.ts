import { isIPv6 } from 'node:net'

/**
 * The network that stands for whoever comes from an address: of IPv4 the address, of IPv6 the 64 bits that one site has
 * (RFC 6177). An IPv4 address that is written as IPv6 is the same one (RFC 4291 2.5.5.2).
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain)) return plain
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  const [before = '', after] = plain.split('::')
  const first = before === '' ? [] : before.split(':')
  const last = after === undefined || after === '' ? [] : after.split(':')
  const zeros = after === undefined ? 0 : 8 - first.length - last.length - (plain.includes('.') ? 1 : 0)
  const groups = [...first, ...Array.from({ length: zeros }, () => '0'), ...last]
  const prefix = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${prefix.join(':')}::/64`
}
