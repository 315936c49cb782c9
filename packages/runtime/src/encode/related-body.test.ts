import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { EncodedBody } from './body.ts'
import { relatedBody } from './related-body.ts'

const BOUNDARY = 'part-1'

async function written(body: EncodedBody['body']): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  const all = typeof body === 'string' ? [Buffer.from(body)] : body instanceof Uint8Array ? [body] : body
  for await (const piece of all) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('parameters come first, then the file as it is, whether it came whole or in pieces', async () => {
  const values = fc.dictionary(fc.string(), fc.jsonValue())
  const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(values, pieces, fc.boolean(), async (params, content, whole) => {
      const stream = (async function* () {
        yield* content
      })()
      const part = { type: 'image/png', content: whole ? Buffer.concat(content) : stream }
      const { type, body } = relatedBody(params, part, BOUNDARY)
      assert.equal(type, `multipart/related; boundary=${BOUNDARY}`)
      const text = (await written(body)).toString('latin1')
      const [head = '', file = ''] = text.split(`--${BOUNDARY}\r\ncontent-type: image/png\r\n\r\n`)
      const json = Buffer.from(head.split('\r\n\r\n')[1]?.replace(/\r\n$/, '') ?? '', 'latin1').toString(
        'utf8',
      )
      assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(params)))
      assert.equal(file, `${Buffer.concat(content).toString('latin1')}\r\n--${BOUNDARY}--\r\n`)
    }),
  )
})
