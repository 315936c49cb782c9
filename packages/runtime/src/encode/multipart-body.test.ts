import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allBytes } from '../testing/all-bytes.ts'
import { anyText } from '../testing/any-text.ts'
import { multipartBody } from './multipart-body.ts'

const BOUNDARY = 'part-0197f3c2-6c1e-7a55-8f0e-3b1d2c4a5e6f'
const text = anyText.map((value) => value.toWellFormed())
// RFC 7578 5.1.1 leaves it to servers what they make of these in names.
const name = text.map((value) => value.replace(/[\r\n\0]|%0[ADad]|%22/g, '') || 'x')

test('any fields and any file are read back by another reader of forms', async () => {
  const forms = fc.record({
    values: fc.array(fc.tuple(name, text), { maxLength: 4 }),
    field: name,
    fileName: name,
    content: fc.uint8Array({ maxLength: 300 }),
    whole: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(forms, async ({ values, field, fileName, content, whole }) => {
      const streamed = (async function* () {
        yield content.subarray(0, 7)
        yield content.subarray(7)
      })()
      const file = {
        type: 'image/png',
        name: fileName,
        size: content.length,
        content: whole ? content : streamed,
      }
      const { type, body, length } = multipartBody({
        values,
        lists: 'repeat',
        boundary: BOUNDARY,
        field,
        file,
      })
      assert.ok(typeof body === 'object' && !(body instanceof Uint8Array))
      const bytes = await allBytes(body)
      assert.equal(bytes.length, length)
      const read = [...(await new Response(bytes, { headers: { 'content-type': type } }).formData())]
      const last = read.pop()
      assert.deepEqual(read, values)
      assert.ok(last?.[0] === field && last[1] instanceof File)
      assert.deepEqual([last[1].name, last[1].type], [fileName, 'image/png'])
      assert.deepEqual(new Uint8Array(await last[1].arrayBuffer()), content)
    }),
  )
})

test('no name ends its line, so that none can add a header or a part', () => {
  const values = [['a"\r\nx-evil: 1\r\n\r\n', 'v']] as const
  const { body } = multipartBody({
    values,
    lists: 'repeat',
    boundary: BOUNDARY,
    field: 'file',
    file: undefined,
  })
  assert.ok(body instanceof Uint8Array)
  assert.match(Buffer.from(body).toString(), /name="a%22%0D%0Ax-evil: 1%0D%0A%0D%0A"\r\n\r\nv\r\n/)
})
