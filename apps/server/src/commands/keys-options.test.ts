import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readKeysArguments } from './keys-options.ts'

const ID = '01900000-0000-7000-8000-000000000001'
const common = { json: false, share: 0.25 }

const understood: readonly (readonly [line: string, parsed: object])[] = [
  ['status', { ...common, action: 'status' }],
  ['verify --json --share 100', { json: true, share: 1, action: 'verify' }],
  ['create-root /keys/next.key', { ...common, action: 'create-root', path: '/keys/next.key' }],
  ['rotate-root --share 1', { ...common, share: 0.01, action: 'rotate-root' }],
  [
    `rotate-organization ${ID}`,
    { ...common, action: 'rotate-organization', chosen: { organizationId: ID }, keepMs: 60_000 },
  ],
  [
    'rotate-organization --all --keep 0',
    { ...common, action: 'rotate-organization', chosen: { all: true }, keepMs: 0 },
  ],
  [
    'rotate-signing --all --at-once',
    { ...common, action: 'rotate-signing', chosen: { all: true }, atOnce: true },
  ],
  [`shred ${ID} --confirm x`, { ...common, action: 'shred', organizationId: ID, confirm: 'x' }],
]
for (const [line, parsed] of understood) {
  test(`keys ${line}`, () => assert.deepEqual(readKeysArguments(line.split(' ')), parsed))
}

const refused: readonly (readonly [line: string, why: RegExp])[] = [
  ['', /Say what is to be done|nothing like/],
  ['rotate', /nothing like "keys rotate"/],
  ['status everything', /leave the rest out/],
  ['status now please', /too many words/],
  ['create-root', /Name the file/],
  ['rotate-organization', /by its id/],
  ['rotate-organization acme', /by its id/],
  [`rotate-organization ${ID} --all`, /not both/],
  ['rotate-organization --all --keep -1', /argument|--keep/],
  ['rotate-organization --all --keep 86401', /--keep/],
  ['rotate-root --share 0', /--share/],
  ['rotate-root --share 101', /--share/],
  ['rotate-root --all', /--all goes with/],
  ['status --keep 1', /--keep goes with/],
  ['rotate-root --at-once', /--at-once goes with/],
  ['shred --all', /--all goes with|by its id/],
  [`rotate-signing ${ID} --confirm ${ID}`, /--confirm goes with/],
  ['status --force', /Unknown option/],
]
for (const [line, why] of refused) {
  test(`keys ${line} is refused`, () => {
    assert.throws(() => readKeysArguments(line.split(' ').filter((word) => word !== '')), why)
  })
}
