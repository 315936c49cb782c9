import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { readLoopbackOrigins } from './loopback-origins.ts'

test('an origin may lead to plain HTTP on this machine', () => {
  for (const target of [
    'http://127.0.0.1:4010',
    'http://127.8.9.1',
    'http://[::1]:80/',
    'http://localhost:1',
  ]) {
    const origins = readLoopbackOrigins(new Map([['https://API.example.com:443/', target]]))
    assert.equal(origins.get('https://api.example.com')?.origin, new URL(target).origin)
  }
})

const refused: readonly (readonly [from: string, to: string])[] = [
  ['https://api.example.com', 'http://10.0.0.1'],
  ['https://api.example.com', 'http://0.0.0.0:80'],
  ['https://api.example.com', 'http://example.com'],
  ['https://api.example.com', 'http://localhost.example.com'],
  ['https://api.example.com', 'http://[::ffff:127.0.0.1]'],
  ['https://api.example.com', 'https://127.0.0.1'],
  ['https://api.example.com', 'http://127.0.0.1/path'],
  ['https://api.example.com', 'http://user@127.0.0.1'],
  ['https://api.example.com', '127.0.0.1:80'],
  ['https://api.example.com/v1', 'http://127.0.0.1'],
  ['api.example.com', 'http://127.0.0.1'],
  ['', 'http://127.0.0.1'],
]

for (const [from, to] of refused) {
  test(`"${from}" may not lead to "${to}"`, () => {
    assert.throws(
      () => readLoopbackOrigins(new Map([[from, to]])),
      (error) => SallyportError.isInstance(error) && error.code === 'configuration_invalid',
    )
  })
}
