import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClock } from './control/clock.ts'
import { emulate } from './emulate.ts'
import type { EmulateOptions } from './emulate-options.ts'
import { acmeVendor } from './testing/acme.ts'

const WRONG: readonly (readonly [string, object])[] = [
  ['port', { port: 70_000 }],
  ['port', { port: -1 }],
  ['delay', { delay: -1 }],
  ['delay', { delay: Number.NaN }],
  ['delay', { delay: 2 ** 31 }],
  ['records', { records: -1 }],
  ['records', { records: 1e9 }],
  ['limit', { rateLimit: { limit: 0 } }],
  ['limit', { rateLimit: { limit: Number.NaN } }],
  ['links', { links: 'here' }],
  ['clock', { clock: createClock(), now: () => 0 }],
]

for (const [name, options] of WRONG) {
  test(`the option ${name} is refused as ${JSON.stringify(options)}`, async () => {
    const refused = { name: 'TypeError', message: new RegExp(`"${name}"`) }
    await assert.rejects(
      emulate(acmeVendor, options as EmulateOptions).then((acme) => acme.close()),
      refused,
    )
  })
}

for (const credentials of [
  '',
  7,
  null,
  { token: 7 },
  { username: 'a' },
  { accessKeyId: 'a' },
  { issuer: 'a', key: '' },
]) {
  test(`credentials are refused as ${JSON.stringify(credentials)}, and not quoted`, async () => {
    const refused = (error: Error) => error.name === 'TypeError' && !/\b7\b/.test(error.message)
    const options = { credentials } as EmulateOptions
    await assert.rejects(
      emulate(acmeVendor, options).then((acme) => acme.close()),
      refused,
    )
  })
}
