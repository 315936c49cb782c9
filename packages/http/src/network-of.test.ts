import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { networkOf } from './network-of.ts'

const NETWORKS: readonly (readonly [address: string, network: string])[] = [
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0db8:0000:0000:ffff::', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
  ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
]

for (const [address, network] of NETWORKS) {
  test(`${address} is in ${network}`, () => assert.equal(networkOf(address), network))
}

test('two addresses are one network exactly if their first 64 bits are the same', () => {
  const half = fc.array(fc.nat(0xffff), { minLength: 4, maxLength: 4 })
  const written = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(':')
  fc.assert(
    fc.property(half, half, half, (site, one, other) => {
      const network = networkOf(written([...site, ...one]))
      assert.equal(
        networkOf(new URL(`http://[${written([...site, ...other])}]`).hostname.slice(1, -1)),
        network,
      )
      const elsewhere = [...site.slice(0, 3), ((site[3] ?? 0) + 1) % 0x1_0000]
      assert.notEqual(networkOf(written([...elsewhere, ...one])), network)
    }),
  )
})
