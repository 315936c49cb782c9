import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { NO_ADDRESSES, PUBLIC_ADDRESSES, REFUSED_ADDRESSES } from './address-corpus.ts'
import { createAddressRule, isLoopback } from './public-address.ts'

const isPublic = createAddressRule()

for (const { kind, addresses } of [...REFUSED_ADDRESSES, { kind: 'no address', addresses: NO_ADDRESSES }]) {
  test(`refused: ${kind}`, () => {
    assert.deepEqual(addresses.filter(isPublic), [])
  })
}

test('public unicast addresses pass', () => {
  assert.deepEqual(PUBLIC_ADDRESSES.filter(isPublic), PUBLIC_ADDRESSES)
})

test('of IPv6 nothing passes outside of 2000::/3, whatever its last bits are', () => {
  const group = fc.integer({ min: 0, max: 0xffff })
  const outside = group.filter((first) => first < 0x2000 || first > 0x3fff)
  fc.assert(
    fc.property(outside, fc.array(group, { minLength: 7, maxLength: 7 }), (first, rest) => {
      assert.equal(isPublic([first, ...rest].map((part) => part.toString(16)).join(':')), false)
    }),
  )
})

test('every IPv4 address is refused in each of the forms that IPv6 has for it', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
      const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
      const forms = [
        `::${address}`,
        `::ffff:${address}`,
        `::ffff:0:${address}`,
        `64:ff9b::${address}`,
        `64:ff9b:1::${address}`,
        `2002:${hex}::1`,
        `2001::${hex}`,
      ]
      assert.deepEqual(forms.filter(isPublic), [])
    }),
  )
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
