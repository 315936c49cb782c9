import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readableFile } from './readable-file.ts'

const text = 'Grüße an alle, die das hier lesen. '.repeat(20)
const whole = new TextEncoder().encode(text)

/** A server of one file, in pieces of seven bytes, that counts how many were read. */
function serving(type: string) {
  let read = 0
  const from = (first: number) => ({
    type,
    length: whole.length - first,
    range: first === 0 ? undefined : `bytes ${first}-${whole.length - 1}/${whole.length}`,
    body: (async function* () {
      for (let at = first; at < whole.length; at += 7) {
        read++
        yield whole.subarray(at, at + 7)
      }
    })(),
  })
  return { from, read: () => read }
}

test('a text is read to its end, part by part, by what each says of the next', async () => {
  const { from } = serving('text/plain; charset=utf-8')
  let told = ''
  let first: number | undefined = 0
  for (let parts = 0; first !== undefined; parts++) {
    assert.ok(parts < 50, 'it goes in a circle')
    const { text: part, how } = await readableFile(from(first), 20)
    told += part
    const next = /bytes=(\d+)-/.exec(how ?? '')?.[1]
    first = next === undefined ? undefined : Number(next)
  }
  assert.equal(told, text)
})

test('a text that fits is given whole, and nothing is said of more', async () => {
  const file = await readableFile(serving('application/json').from(0), 10_000)
  assert.deepEqual(file, { type: 'application/json', bytes: whole.length, part: null, text })
})

test('what is no text is not read', async () => {
  const { from, read } = serving('image/png')
  const { text: shown, how } = await readableFile(from(0), 20)
  assert.equal(shown, null)
  assert.match(how ?? '', /no text/)
  assert.ok(read() <= 1)
})
