import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { createAddressRule, isLoopback } from './public-address.ts'

const refused: readonly (readonly [kind: string, ...addresses: string[]])[] = [
  ['unspecified', '0.0.0.0', '0.1.2.3', '::'],
  ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
  ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
  ['link-local', '169.254.0.1', 'fe80::1', 'fe80::1%eth0'],
  [
    'metadata of clouds',
    '169.254.169.254',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    'fd00:ec2::254',
  ],
  ['carrier-grade NAT', '100.64.0.1', '100.127.255.255'],
  ['multicast and broadcast', '224.0.0.1', '239.1.1.1', '255.255.255.255', 'ff02::1'],
  [
    'reserved',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '240.0.0.1',
    '2001:db8::1',
    '3fff::1',
  ],
  ['IPv4-mapped', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:0:8.8.8.8'],
  ['IPv4-compatible', '::127.0.0.1', '::a00:1'],
  ['NAT64', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::a00:1'],
  ['6to4', '2002:7f00:1::1', '2002:a00:1::'],
  ['Teredo', '2001::7f00:1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['site-local, segment routing, not given out', 'fec0::1', '5f00::1', '4000::1', 'e000::1', '100::1'],
  [
    'no address',
    '',
    'localhost',
    '2130706433',
    '0x7f.1',
    '127.1',
    '010.0.0.1',
    '8.8.8.8 ',
    '[::1]',
    '8.8.8.8/32',
  ],
]

const isPublic = createAddressRule()

for (const [kind, ...addresses] of refused) {
  test(`refused: ${kind}`, () => {
    assert.deepEqual(addresses.filter(isPublic), [])
  })
}

test('public unicast addresses pass', () => {
  const addresses = [
    '8.8.8.8',
    '140.82.121.6',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '2606:50c0:8000::153',
  ]
  assert.deepEqual(addresses.filter(isPublic), addresses)
})

test('every address of a private block is refused, and passes once the operator lists the block', () => {
  const lists = createAddressRule(['10.0.0.0/8', 'fd00::/8'])
  const octet = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(octet, octet, octet, (a, b, c) => {
      for (const address of [`10.${a}.${b}.${c}`, `fd00:${(a * 256 + b).toString(16)}::${c.toString(16)}`]) {
        assert.equal(isPublic(address), false)
        assert.equal(lists(address), true)
      }
    }),
  )
})

test('a listed block lets nothing else through', () => {
  const lists = createAddressRule(['10.1.0.0/16'])
  assert.equal(lists('10.1.2.3'), true)
  assert.equal(lists('8.8.8.8'), true)
  for (const other of ['10.2.0.1', '127.0.0.1', '::ffff:10.1.2.3', '64:ff9b::a01:203'])
    assert.equal(lists(other), false)
})

test('a block that cannot be read is said at once', () => {
  for (const block of ['10.0.0.0', '10.0.0.0/33', 'internal', '']) {
    assert.throws(
      () => createAddressRule([block]),
      (error) => SallyportError.isInstance(error) && error.code === 'configuration_invalid',
    )
  }
})

test('loopback is 127.0.0.0/8 and ::1', () => {
  assert.deepEqual(['127.0.0.1', '127.9.9.9', '::1'].filter(isLoopback).length, 3)
  assert.deepEqual(
    ['0.0.0.0', '::', '10.0.0.1', '::ffff:127.0.0.1', 'localhost', '128.0.0.1'].filter(isLoopback),
    [],
  )
})
