// Does a client let its token out? One that is careless in two places, against a GitHub that is played on this
// machine: what it logs, and what it says of an answer that repeats the request.
import assert from 'node:assert/strict'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { createCanary, plantedPositives } from '@sallyport/emulator/canary'

// #region flow
// First: a scanner that finds nothing would let everything after it pass.
assert.deepEqual(plantedPositives().missed, [])

const canary = createCanary('my client')
const token = canary.secret('ghp_')
await using github = await emulate(githubVendor, { credentials: token })
github.faults.add({ kind: 'echo-authorization', status: 403 })

const log: string[] = []
const error = await careless(github.url, token, (line) => log.push(line))

const found = canary.scan([
  { where: 'log', data: log },
  { where: 'error', data: error.message },
])
assert.deepEqual(found, [
  { secret: 'ghp_#1', where: 'log', form: 'base64 at offset 0' },
  { secret: 'ghp_#1', where: 'error', form: 'raw' },
])
// #endregion

async function careless(url: string, token: string, write: (line: string) => void): Promise<Error> {
  const headers = { authorization: `Basic ${btoa(`me:${token}`)}` }
  write(JSON.stringify({ sending: headers }))
  const answer = await fetch(`${url}/user`, { headers: { authorization: `Bearer ${token}` } })
  return new Error(`GitHub said ${answer.status}: ${await answer.text()}`)
}
