import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { LoginFailures } from './login-failures.ts'

let now: number
let failures: LoginFailures
beforeEach(() => {
  now = 0
  failures = new LoginFailures({ now: () => now, monotonic: () => now })
})
const at = (address: string, clientId = 'client') => ({ address, clientId })
const fail = (times: number, attempt = at('192.0.2.1')) => {
  for (let each = 0; each < times; each++) {
    failures.check(attempt)
    failures.failed(attempt)
  }
}

test('ten failures are let through, and then one in half a minute', () => {
  fail(10)
  assert.throws(() => failures.check(at('192.0.2.1')), { code: 'rate_limited', retryAt: new Date(30_000) })
  now = 30_000
  fail(1)
  assert.throws(() => failures.check(at('192.0.2.1')), { code: 'rate_limited' })
})

test('whoever fails at one address keeps nobody out at another, and no other client at the same', () => {
  fail(10)
  failures.check(at('192.0.2.2'))
  failures.check(at('192.0.2.1', 'another'))
})

test('successes are not counted', () => {
  for (let each = 0; each < 1_000; each++) failures.check(at('192.0.2.1'))
  assert.equal(failures.size, 0)
})

test('of 100,000 random clients at random addresses 10,000 are remembered', () => {
  for (let each = 0; each < 100_000; each++) {
    failures.failed(at(String(each), randomBytes(190).toString('base64')))
  }
  assert.equal(failures.size, 10_000)
})
