import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { openMembers, presentedIn, readForm } from './read-form.ts'

function request(authorization?: string): ReceivedRequest {
  const headers = authorization === undefined ? {} : { authorization }
  return { method: 'POST', url: '/oauth/token', headers, body: undefined }
}

const names = fc.constantFrom(
  'grant_type',
  'scope',
  'code',
  'client_secret',
  'refresh_token',
  '__proto__',
  'constructor',
  'token',
)
// Long enough never to stand in a hash or in another member by chance.
const members = fc.dictionary(names, fc.stringMatching(/^[ -~é]{8,40}$/), { noNullPrototype: true })

function received(body: string, type: string) {
  return { method: 'POST', url: '/oauth/token', headers: { 'content-type': type }, body: Buffer.from(body) }
}

test('a form and the JSON of the same members read the same', () => {
  fc.assert(
    fc.property(members, (given) => {
      const form = received(
        new URLSearchParams(given).toString(),
        'application/x-www-form-urlencoded; charset=UTF-8',
      )
      const json = received(JSON.stringify(given), 'application/json')
      const [one, two] = [form, json].map((request) => readForm(request, { request: 'either' }))
      assert.ok(one instanceof URLSearchParams && two instanceof URLSearchParams)
      assert.deepEqual([...one], Object.entries(given))
      assert.deepEqual([...two], Object.entries(given))
    }),
  )
})

test('every member is either shown as it is or known by its hash', () => {
  fc.assert(
    fc.property(members, (given) => {
      const form = new URLSearchParams(given)
      const [open, presented] = [openMembers(form), presentedIn(request(), form)]
      for (const [name, value] of Object.entries(given)) {
        assert.notEqual(Object.hasOwn(open, name), Object.hasOwn(presented, name))
        if (Object.hasOwn(presented, name)) assert.equal(presented[name], hash('sha256', value))
        else assert.equal(open[name], value)
      }
    }),
  )
})

const CREDENTIALS = [
  ['Bearer abc', { authorization: hash('sha256', 'abc') }],
  [
    'Basic YTpiJTIwYw==',
    { authorization: hash('sha256', 'YTpiJTIwYw=='), client_secret: hash('sha256', 'b c') },
  ],
  ['Basic !!!', { authorization: hash('sha256', '!!!') }],
  [undefined, {}],
] as const

for (const [header, expected] of CREDENTIALS) {
  test(`the header ${header} is known by hashes`, () => {
    assert.deepEqual(presentedIn(request(header)), expected)
  })
}
