import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskFields } from './field-mask.ts'

const whole = { files: [{ owner: { id: 1, name: 'Ada', age: 36 }, size: 2 }], next: 'x' }
const kept = (fields: string) => maskFields(whole, { fields }, { param: 'fields' })

test('what two parts of a mask say of one member is joined at every depth', () => {
  assert.deepEqual(kept('files(owner/id),files(owner(name),size)'), {
    files: [{ owner: { id: 1, name: 'Ada' }, size: 2 }],
  })
})

test('a mask within masks without end is read in no time', () => {
  const began = performance.now()
  assert.deepEqual(kept('files('.repeat(5000)), {})
  kept(`next,${'a('.repeat(5000)}${')'.repeat(5000)}`)
  kept('a/'.repeat(8000))
  assert.ok(performance.now() - began < 500)
})
