import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { organizationNamed } from './organization-header.ts'

const ID = '0a0a0a0a-0000-4000-8000-000000000001'
const OTHER = '0b0b0b0b-0000-4000-8000-000000000002'
const header = (value: string) => ({ headers: { 'x-organization-id': value }, body: undefined })
const inBody = { organizationMember: 'organizationId' }

test('a header names an organization in any case, with blanks around it, or none', () => {
  assert.equal(organizationNamed(header(ID), {}), ID)
  assert.equal(organizationNamed(header(` ${ID.toUpperCase()} `), {}), ID)
  assert.equal(organizationNamed(header(''), {}), undefined)
  assert.equal(organizationNamed({ headers: {}, body: { organizationId: ID } }, {}), undefined)
})

test('a member of the body names one for the operations that know it, and the same as the header', () => {
  assert.equal(organizationNamed({ headers: {}, body: { organizationId: ID } }, inBody), ID)
  assert.equal(organizationNamed({ headers: {}, body: { organizationId: null } }, inBody), undefined)
  assert.equal(organizationNamed({ ...header(ID), body: { organizationId: ID } }, inBody), ID)
  assert.throws(() => organizationNamed({ ...header(ID), body: { organizationId: OTHER } }, inBody), {
    code: 'malformed_request',
  })
})

test('a header that came twice names none', () => {
  assert.throws(() => organizationNamed(header(`${ID}, ${OTHER}`), {}), { code: 'malformed_request' })
})

test('any other text is refused, and never passed on', () => {
  const almost = fc.tuple(fc.nat(36), fc.string()).map(([at, text]) => ID.slice(0, at) + text + ID.slice(at))
  fc.assert(
    fc.property(fc.oneof(fc.string(), almost, fc.uuid()), (text) => {
      let named: string | undefined
      try {
        named = organizationNamed(header(text), {})
      } catch (error) {
        assert.equal(Reflect.get(Object(error), 'code'), 'malformed_request')
        return
      }
      if (named === undefined) assert.equal(text.trim(), '')
      else assert.match(named, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    }),
    { numRuns: 2000 },
  )
})
