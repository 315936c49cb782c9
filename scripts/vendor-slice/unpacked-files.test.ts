import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readPinned } from './unpacked-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'unpacked-'))
after(() => rmSync(folder, { recursive: true }))

test('a file with the pinned hash is read, and one with another is refused', () => {
  writeFileSync(join(folder, 'a.txt'), 'text')
  const sha256 = createHash('sha256').update('text').digest('hex')
  assert.equal(readPinned(folder, { file: 'a.txt', sha256 }), 'text')
  assert.throws(() => readPinned(folder, { file: 'a.txt', sha256: '00' }), /a\.txt has the hash/)
})
