import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApplicationsArguments } from './applications-options.ts'
import { readOrganizationsArguments } from './organizations-options.ts'

const ID = '01900000-0000-7000-8000-000000000001'
const HOUR = 3_600_000
const none = { out: undefined }

const understood: readonly (readonly [line: string, parsed: object])[] = [
  ['list', { action: 'list', organizationId: undefined }],
  [`list --organization ${ID}`, { action: 'list', organizationId: ID }],
  [
    `create --organization ${ID} --name x --out file`,
    { action: 'create', organizationId: ID, name: 'x', out: 'file' },
  ],
  ['rotate sp_x', { action: 'rotate', clientId: 'sp_x', keepMs: 24 * HOUR, ...none }],
  ['rotate sp_x --keep 1', { action: 'rotate', clientId: 'sp_x', keepMs: HOUR, ...none }],
  ['rotate sp_x --end-old --out f', { action: 'rotate', clientId: 'sp_x', keepMs: 0, out: 'f' }],
  ['revoke sp_x', { action: 'revoke', clientId: 'sp_x', olderSecretOnly: false }],
  ['revoke sp_x --secret-older', { action: 'revoke', clientId: 'sp_x', olderSecretOnly: true }],
  [`grant sp_x --organization ${ID}`, { action: 'grant', clientId: 'sp_x', organizationId: ID }],
  [`ungrant sp_x --organization ${ID}`, { action: 'ungrant', clientId: 'sp_x', organizationId: ID }],
]
for (const [line, parsed] of understood) {
  test(`applications ${line}`, () => {
    assert.deepEqual(readApplicationsArguments(line.split(' ')), { json: false, ...parsed })
    assert.deepEqual(readApplicationsArguments([...line.split(' '), '--json']), { json: true, ...parsed })
  })
}

const refused: readonly (readonly [line: string, why: RegExp])[] = [
  ['', /Say what is to be done/],
  ['remove sp_x', /nothing like "applications remove"/],
  ['list sp_x', /names no application/],
  ['list --organization acme', /a UUID in lower case/],
  ['create --name x', /--organization/],
  [`create --organization ${ID}`, /--name/],
  [`create --organization ${ID} --name x y z`, /names no application|too many words/],
  ['rotate', /by its client id/],
  ['rotate sp_x sp_y', /too many words/],
  ['rotate sp_x --keep 0', /--keep/],
  ['rotate sp_x --keep 721', /--keep/],
  ['rotate sp_x --keep 1.5', /--keep/],
  ['rotate sp_x --keep 1 --end-old', /not both/],
  ['rotate sp_x --secret-older', /--secret-older goes with/],
  ['revoke sp_x --end-old', /--end-old goes with/],
  ['revoke sp_x --out f', /--out goes with/],
  ['grant sp_x', /--organization/],
  [`grant --organization ${ID}`, /by its client id/],
  ['list --force', /Unknown option/],
]
for (const [line, why] of refused) {
  test(`applications ${line} is refused`, () => {
    assert.throws(() => readApplicationsArguments(line.split(' ').filter((word) => word !== '')), why)
  })
}

test('organizations create and list', () => {
  const read = (line: string) => readOrganizationsArguments(line.split(' ').filter((word) => word !== ''))
  assert.deepEqual(read('list --json'), { json: true, action: 'list' })
  assert.deepEqual(read('create --name x'), { json: false, action: 'create', name: 'x', out: undefined })
  for (const [line, why] of [
    ['', /Say what is to be done/],
    ['remove', /nothing like/],
    ['create', /--name/],
    ['create x --name y', /too many words/],
    ['list --name x', /go with create/],
    ['list --out x', /go with create/],
  ] as const) {
    assert.throws(() => read(line), why)
  }
})
