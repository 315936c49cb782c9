import { BlockList, isIPv6, type Server, type Socket } from 'node:net'
import { networkOf } from './network-of.ts'

export interface ConnectionLimits {
  readonly connections: number
  readonly connectionsPerNetwork: number
  /** Proxies, behind which everybody has their address. */
  readonly trustProxy: boolean | string
}

/** Bounds how many connections there are, in all and from one network. Whoever has too many is closed at once. */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  server.maxConnections = limits.connections
  const open = new Map<string, number>()
  const isProxy = proxiesOf(limits.trustProxy)
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined || isProxy(remoteAddress)) return
    const network = networkOf(remoteAddress)
    const count = (open.get(network) ?? 0) + 1
    open.set(network, count)
    socket.once('close', () => release(open, network))
    if (count > limits.connectionsPerNetwork) socket.destroy()
  })
}

function release(open: Map<string, number>, network: string): void {
  const left = (open.get(network) ?? 1) - 1
  if (left === 0) open.delete(network)
  else open.set(network, left)
}

/** The setting has been checked: addresses and blocks of them with commas between them. */
function proxiesOf(trustProxy: boolean | string): (address: string) => boolean {
  if (typeof trustProxy === 'boolean') return () => trustProxy
  const list = new BlockList()
  for (const block of trustProxy.split(',')) {
    const [address = '', bits] = block.trim().split('/')
    const type = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, type)
    else list.addSubnet(address, Number(bits), type)
  }
  return (address) => {
    const network = networkOf(address)
    return network.includes('/') ? list.check(address, 'ipv6') : list.check(network, 'ipv4')
  }
}
