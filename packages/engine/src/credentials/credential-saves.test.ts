import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import { CredentialSaves } from './credential-saves.ts'
import type { SpooledSave } from './save-spool.ts'

const save: SpooledSave = {
  organizationId: 'ours',
  attempt: { connectorId: 'a', version: 1, lineage: 1, fence: 1 },
  answer: { sealed: Buffer.from('sealed'), expiresAt: undefined, refreshAt: undefined },
  spare: Buffer.from('spare'),
}

/** A storage and a disk that fail when they are told to. */
function world() {
  const state = { down: false, full: false, answer: 'saved' as 'saved' | 'moved' | 'gone' | 'key_gone' }
  const calls: string[] = []
  const failures: unknown[] = []
  const spooled = new Set<SpooledSave>()
  const outage = new SallyportError('storage_unavailable', 'The database cannot be reached now.')
  const saves = new CredentialSaves({
    rows: {
      save: async () => {
        calls.push('save')
        if (state.down) throw outage
        return state.answer
      },
      spare: async () => {
        calls.push('spare')
        return 'kept'
      },
    },
    spool: {
      put: async (each) => {
        if (state.full) throw new Error('ENOSPC')
        spooled.add(each)
      },
      remove: async (each) => void spooled.delete(each),
      list: async () => [...spooled],
    },
    wait: (ms, signal) => sleep(ms / 20, undefined, { signal }),
    onFailure: (error) => void failures.push(error),
  })
  return { state, calls, failures, spooled, saves }
}

test('a save that the storage takes leaves no trace elsewhere', async () => {
  const { saves, calls, spooled, failures } = world()
  assert.equal(await saves.make(save), 'saved')
  assert.deepEqual([calls, spooled.size, failures], [['save'], 0, []])
})

test('an answer whose place is taken becomes the spare; one of a credential that is gone is dropped', async () => {
  const { saves, calls, state } = world()
  state.answer = 'moved'
  assert.equal(await saves.make(save), 'spare')
  state.answer = 'gone'
  assert.equal(await saves.make(save), 'spare')
  assert.deepEqual(calls, ['save', 'spare', 'save'])
})

test('a save that fails is on disk before it is tried again, and leaves the disk once it succeeds', async () => {
  const { saves, spooled, state, failures } = world()
  state.down = true
  const making = saves.make(save)
  await sleep(60)
  assert.equal(spooled.size, 1)
  state.down = false
  assert.equal(await making, 'saved')
  assert.equal(spooled.size, 0)
  assert.ok(failures.length >= 1)
})

test('it is tried on where the disk is full too, and written as soon as there is room', async () => {
  const { saves, spooled, state } = world()
  state.down = true
  state.full = true
  const making = saves.make(save)
  await sleep(60)
  assert.equal(spooled.size, 0)
  state.full = false
  await sleep(100)
  assert.equal(spooled.size, 1)
  state.down = false
  await making
})

test('closing gives it one more try, and leaves it on disk for the next engine, which makes it', async () => {
  const { saves, spooled, state, calls } = world()
  state.down = true
  const making = saves.make(save)
  await sleep(5)
  await saves.close()
  assert.equal(await making, 'saved')
  assert.equal(spooled.size, 1)
  const next = saves
  calls.length = 0
  await next.replay()
  assert.equal(spooled.size, 1)
  state.down = false
  state.answer = 'moved'
  await next.replay()
  assert.deepEqual([calls, spooled.size], [['save', 'save', 'spare'], 0])
})

test('what this engine has in hand itself is not made a second time from the disk', async () => {
  const { saves, spooled, state, calls } = world()
  state.down = true
  const making = saves.make(save)
  await sleep(60)
  assert.equal(spooled.size, 1)
  state.down = false
  calls.length = 0
  await Promise.all([saves.replay(), making])
  assert.deepEqual([calls, spooled.size], [['save'], 0])
})

test('a save that cannot be made is told of once, however often it is tried', async () => {
  const { saves, spooled, state, failures } = world()
  spooled.add(save)
  state.down = true
  for (let replay = 0; replay < 3; replay++) await saves.replay()
  assert.equal(failures.length, 1)
})

test('where neither storage nor disk take it, closing says so', async () => {
  const { saves, state } = world()
  state.down = true
  state.full = true
  const making = saves.make(save)
  await Promise.all([saves.close(), assert.rejects(making, { code: 'storage_unavailable' })])
})

test('what is under a key that is gone is sealed again, as long as it is there', async () => {
  const { saves, state, spooled, calls } = world()
  state.answer = 'key_gone'
  const again = { ...save, answer: { ...save.answer, sealed: Buffer.from('sealed again') } }
  const making = saves.make(save, async () => {
    state.answer = 'saved'
    return again
  })
  assert.equal(await making, 'saved')
  assert.deepEqual([calls, spooled.size], [['save', 'save'], 0])
})

test('what was left on disk under such a key stays there, and is told as lost', async () => {
  const { saves, state, spooled, failures } = world()
  spooled.add(save)
  state.answer = 'key_gone'
  await saves.replay()
  assert.equal(spooled.size, 1)
  assert.match(String(failures), /connector a .* it is lost/)
})
