import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { createCaller } from '../testing/stage.ts'
import { googleDrive } from './definition.ts'
import { failure } from './testing/on-stage.ts'

const REASONS: readonly (readonly [status: number, reason: string, code: string])[] = [
  [400, 'badRequest', 'upstream_invalid'],
  [400, 'invalidSharingRequest', 'upstream_invalid'],
  [401, 'authError', 'credential_invalid'],
  [403, 'rateLimitExceeded', 'upstream_rate_limited'],
  [403, 'userRateLimitExceeded', 'upstream_rate_limited'],
  [403, 'sharingRateLimitExceeded', 'upstream_rate_limited'],
  [403, 'dailyLimitExceeded', 'upstream_rate_limited'],
  [429, 'rateLimitExceeded', 'upstream_rate_limited'],
  [403, 'storageQuotaExceeded', 'upstream_forbidden'],
  [403, 'insufficientPermissions', 'upstream_forbidden'],
  [403, 'insufficientFilePermissions', 'upstream_forbidden'],
  [403, 'appNotAuthorizedToFile', 'upstream_forbidden'],
  [403, 'domainPolicy', 'upstream_forbidden'],
  [403, 'teamDriveFileLimitExceeded', 'upstream_forbidden'],
  [403, 'fileNotDownloadable', 'upstream_invalid'],
  [403, 'fileNotExportable', 'upstream_invalid'],
  [403, 'cannotCopyFile', 'upstream_invalid'],
  [403, 'cannotAddParent', 'upstream_invalid'],
  [403, 'backendError', 'upstream_unavailable'],
  [404, 'notFound', 'upstream_not_found'],
  [409, 'fileIdInUse', 'upstream_conflict'],
  [500, 'backendError', 'upstream_unavailable'],
  [503, 'transientError', 'upstream_unavailable'],
]

/** Refuses everything for one reason, in the words of Drive. */
async function refusing(status: number, reason: string) {
  const error = { code: status, message: `Because of ${reason}.`, errors: [{ domain: 'global', reason }] }
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

for (const [status, reason, code] of REASONS) {
  test(`${status} for "${reason}" is ${code}, in the words of Drive`, async () => {
    await using server = await refusing(status, reason)
    await using caller = createCaller(googleDrive, server.url)
    const error = await failure(caller.call({ entity: 'files', action: 'list' }))
    assert.deepEqual([error.code, error.upstream?.status], [code, status])
    assert.match(error.message, new RegExp(`Because of ${reason}`))
  })
}
