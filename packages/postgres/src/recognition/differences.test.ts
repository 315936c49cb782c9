import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differencesOf, type Encounter } from './differences.ts'

const server = { system: '7100', timeline: 3, database: '5' }
const stored = { id: 'one', epoch: 7, sequence: 100, adopted: server, restored: false }
const seen = { deploymentId: 'one', epoch: 7, sequence: 100 }
const usual: Encounter = { stored, server, seen, onFailover: 'quarantine' }
const promoted = { ...server, timeline: 4 }

type Row = readonly [what: string, encounter: Partial<Encounter>, differences: readonly string[]]

const ROWS: readonly Row[] = [
  ['the database as it was left', {}, []],
  ['a host that has seen nothing, a new replica', { seen: undefined }, []],
  ['a database that others have started on since', { stored: { ...stored, epoch: 9, sequence: 3 } }, []],
  ['a database that has changed since', { stored: { ...stored, sequence: 101 } }, []],
  ['one that nobody has recorded', { stored: { ...stored, adopted: undefined } }, []],
  ['an earlier epoch', { stored: { ...stored, epoch: 6, sequence: 500 } }, ['behind']],
  ['an earlier change of the same epoch', { stored: { ...stored, sequence: 99 } }, ['behind']],
  ['a backup that was put back', { stored: { ...stored, restored: true }, seen: undefined }, ['restored']],
  ['another deployment', { stored: { ...stored, id: 'two' } }, ['deployment']],
  ['another deployment, however far', { stored: { ...stored, id: 'two', epoch: 1 } }, ['deployment']],
  ['another server', { server: { ...server, system: '7200' }, seen: undefined }, ['system']],
  ['another database of the server', { server: { ...server, database: '6' } }, ['database']],
  ['a new timeline', { server: promoted }, ['timeline']],
  ['an old timeline', { server: { ...server, timeline: 2 } }, ['timeline']],
  ['a new timeline that is let pass', { server: promoted, onFailover: 'adopt' }, []],
  [
    'a new timeline that lost changes, however it is let pass',
    { server: promoted, onFailover: 'adopt', stored: { ...stored, sequence: 99 } },
    ['behind'],
  ],
  [
    'an old timeline, whatever is let pass',
    { server: { ...server, timeline: 2 }, onFailover: 'adopt' },
    ['timeline'],
  ],
  [
    'another server, whatever is let pass',
    { server: { ...promoted, system: '7200' }, onFailover: 'adopt' },
    ['system'],
  ],
  ['an embedded database where it was', { place: '9:1', seen: { ...seen, place: '9:1' } }, []],
  ['an embedded database in a copied folder', { place: '10:1', seen: { ...seen, place: '9:1' } }, ['place']],
  ['an embedded database that this host has not seen', { place: '9:1', seen: undefined }, ['unseen']],
  [
    'an embedded database of the version before this one',
    { place: '9:1', seen: undefined, stored: { ...stored, adopted: undefined } },
    [],
  ],
]

for (const [what, encounter, differences] of ROWS) {
  test(`${what}: ${differences.join(', ') || 'recognized'}`, () => {
    const found = differencesOf({ ...usual, ...encounter })
    assert.deepEqual(
      found.map((each) => each.what),
      differences,
    )
    for (const { message } of found) assert.match(message, /^[A-Z].*\.$/)
  })
}
