import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesAnswer, textAnswer } from '../respond/answer.ts'
import { rewritten } from './edit-answer.ts'
import { skewed } from './skew.ts'

const PICTURE = bytesAnswer(200, Buffer.from([0x89, 0x22, 0x50, 0xff, 0x00]), { 'content-type': 'image/png' })

test('the bytes of a file are no text to rewrite', () => {
  assert.deepEqual(skewed(PICTURE, { ms: 1000, now: 0 }).body, PICTURE.body)
  assert.equal(
    rewritten(PICTURE, (text) => text),
    PICTURE,
  )
})

test('a text is rewritten with its length', () => {
  const { body, headers } = rewritten(textAnswer(200, 'é'), (text) => `${text}é`)
  assert.deepEqual([String(body), headers['content-length']], ['éé', '4'])
})
