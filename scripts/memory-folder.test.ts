import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { makeMemoryFolder } from './memory-folder.ts'

test('a folder is made where everybody may make more, and goes with all that is in it', () => {
  const folder = makeMemoryFolder(tmpdir())
  if (folder === undefined) return
  assert.equal(statSync(folder.path).mode & 0o7777, 0o1777)
  folder.remove()
  assert.equal(existsSync(folder.path), false)
})

test('where the system has no such place there is none', () => {
  assert.equal(makeMemoryFolder('/no/such/place'), undefined)
})
