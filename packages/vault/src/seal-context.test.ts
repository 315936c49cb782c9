import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { SealContext } from './seal-context.ts'
import { context, secret, VaultFixture } from './vault-fixture.ts'

let fixture: VaultFixture
beforeEach(async () => {
  fixture = await VaultFixture.create()
})

describe('a seal context', () => {
  const notContexts: Record<string, object> = {
    'an empty organization': { organizationId: '' },
    'an empty workspace': { workspaceId: '' },
    'an empty row id': { subjectId: '' },
    'an id of 256 characters': { subjectId: 'x'.repeat(256) },
    'a lone surrogate': { subjectId: '\ud800' },
    'a number for an id': { subjectId: 7 },
    'no purpose': { purpose: undefined },
    'a negative version': { version: -1 },
    'a broken version': { version: 1.5 },
    'a version beyond 2^53': { version: 2 ** 53 },
  }
  for (const [what, fields] of Object.entries(notContexts)) {
    it(`with ${what} is a mistake of the program`, async () => {
      const broken: SealContext = { ...context, ...fields }
      await assert.rejects(fixture.vault.seal(broken, secret), TypeError)
      await assert.rejects(fixture.vault.open(broken, await fixture.vault.seal(context, secret)), TypeError)
    })
  }
})
