import assert from 'node:assert/strict'
import { LinearClient } from '@linear/sdk'
import { type EmulateOptions, emulate } from '@sallyport/emulator'
import { linearVendor } from '../vendor.ts'

export const KEY = 'lin_api_practise'
export const NOW = Date.parse('2026-01-02T03:04:05Z')

/** An emulated Linear with the SDK pointed at it. */
export async function start(options: EmulateOptions = {}) {
  const linear = await emulate(linearVendor, { seed: 'linear', now: () => NOW, ...options })
  const client = new LinearClient({ apiKey: KEY, apiUrl: `${linear.url}/graphql` })
  return { linear, client, [Symbol.asyncDispose]: () => linear.close() }
}

export async function team(client: LinearClient, key = 'ENG') {
  const found = (await client.teams({ filter: { key: { eq: key } } })).nodes[0]
  assert.ok(found)
  return found
}
