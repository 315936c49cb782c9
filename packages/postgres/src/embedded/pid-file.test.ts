import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePidFile, readPidFile, removeStale } from './pid-file.ts'
import { temporaryFolder } from './testing/temporary-directory.ts'

const text = '123\n/data/cluster\n1700000000\n5432\n/data/socket\n\n  5432001  4\nready   \n'

test('the file of a running server is read', () => {
  assert.deepEqual(parsePidFile(text), { pid: 123, socketFolder: '/data/socket', ready: true, text })
})

test('a server that starts or stops is not ready', () => {
  assert.equal(parsePidFile(text.replace('ready   ', 'starting')).ready, false)
  assert.equal(parsePidFile('123\n/data/cluster\n1700000000\n5432\n').ready, false)
})

test('a single-user backend, which negates its pid, is recognised', () => {
  assert.equal(parsePidFile('-123\n').pid, 123)
})

test('whatever is in the file, the pid is that of one process or none', () => {
  // kill(2) takes 0 and negative numbers for groups of processes.
  const file = fc.oneof(fc.string(), fc.integer().map(String), fc.bigInt().map(String))
  fc.assert(
    fc.property(file, (content) => {
      const { pid } = parsePidFile(content)
      return pid === undefined || (Number.isSafeInteger(pid) && pid > 0)
    }),
  )
})

test('a stale file is removed', async (t) => {
  const folder = await temporaryFolder(t)
  const path = join(folder, 'postmaster.pid')
  await writeFile(path, text)
  await removeStale(path, parsePidFile(text))
  await removeStale(path, parsePidFile(text))
  assert.deepEqual(await readdir(folder), [])
})

test('a file that another start has written meanwhile stays', async (t) => {
  const folder = await temporaryFolder(t)
  const path = join(folder, 'postmaster.pid')
  await writeFile(path, '456\n')
  await removeStale(path, parsePidFile(text))
  assert.equal(await readFile(path, 'utf8'), '456\n')
  assert.equal((await readPidFile(path))?.pid, 456)
  assert.deepEqual(await readdir(folder), ['postmaster.pid'])
})
