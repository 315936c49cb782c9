import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Emulator, emulate } from '@sallyport/emulator'
import fc from 'fast-check'
import { requestsAt } from './testing/drive-at.ts'
import { googleDriveVendor } from './vendor.ts'

const UNIT = 256 * 1024
const UPLOAD = '/upload/drive/v3/files'

let emulator: Emulator
let send: ReturnType<typeof requestsAt>
let now = Date.parse('2026-03-01T09:00:00Z')

before(async () => {
  emulator = await emulate(googleDriveVendor, { seed: 'uploads', now: () => now })
  send = requestsAt(emulator.url)
})
after(() => emulator.close())

const bytesOf = (length: number, seed = 1) =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 31 + seed) % 251))

async function begin(
  path = UPLOAD,
  body: object = { name: 'film.mp4' },
  headers: Readonly<Record<string, string>> = {},
) {
  const mark = path.includes('?') ? '&' : '?'
  const {
    status,
    headers: given,
    bytes,
  } = await send(`${path}${mark}uploadType=resumable`, {
    method: path === UPLOAD || path.startsWith(`${UPLOAD}?`) ? 'POST' : 'PATCH',
    body,
    headers: { 'X-Upload-Content-Type': 'video/mp4', ...headers },
  })
  assert.deepEqual([status, bytes.length], [200, 0])
  return String(given.get('location'))
}

/** As the guide has it: no credential goes along, the address is enough. */
const put = (session: string, range: string | undefined, bytes = Buffer.alloc(0)) =>
  send(session, {
    method: 'PUT',
    bytes: new Uint8Array(bytes),
    headers: { authorization: '', ...(range !== undefined && { 'content-range': range }) },
  })

const download = async (id: unknown) => (await send(`/drive/v3/files/${id}?alt=media`)).bytes

test('a file goes up in pieces, over an interruption, and comes back as it was', async () => {
  const bytes = bytesOf(3 * UNIT + 1234)
  const total = bytes.length
  const session = await begin(
    `${UPLOAD}?fields=id,size,mimeType,name`,
    { name: 'film.mp4' },
    { 'X-Upload-Content-Length': String(total) },
  )
  assert.ok(session.startsWith(`${emulator.url}${UPLOAD}?uploadType=resumable&upload_id=`))
  const first = await put(session, `bytes 0-${UNIT - 1}/${total}`, bytes.subarray(0, UNIT))
  assert.deepEqual([first.status, first.headers.get('range')], [308, `bytes=0-${UNIT - 1}`])
  emulator.faults.add({ kind: 'reset', at: 'headers', method: 'PUT', times: 1 })
  await assert.rejects(put(session, `bytes ${UNIT}-${2 * UNIT - 1}/${total}`, bytes.subarray(UNIT, 2 * UNIT)))
  const status = await put(session, `bytes */${total}`)
  assert.equal(status.status, 308)
  const next = Number(/bytes=0-(\d+)/.exec(String(status.headers.get('range')))?.[1]) + 1
  const last = await put(session, `bytes ${next}-${total - 1}/${total}`, bytes.subarray(next))
  assert.equal(last.status, 200)
  assert.deepEqual(
    { ...last.json, id: '' },
    { id: '', size: String(total), mimeType: 'video/mp4', name: 'film.mp4' },
  )
  assert.ok((await download(last.json.id)).equals(bytes))
  // A lost answer can be asked for again, and makes no second file.
  const again = await put(session, `bytes */${total}`)
  assert.deepEqual([again.status, again.json.id], [200, last.json.id])
})

test('before the first byte there is no range, and one request can bring the whole file', async () => {
  const session = await begin()
  const { status, headers } = await put(session, 'bytes */*')
  assert.deepEqual([status, headers.get('range')], [308, null])
  const bytes = bytesOf(1000)
  const done = await put(session, undefined, bytes)
  assert.equal(done.status, 200)
  assert.ok((await download(done.json.id)).equals(bytes))
})

test('the size can stay unknown until the last piece', async () => {
  const session = await begin()
  const bytes = bytesOf(UNIT + 5)
  assert.equal((await put(session, `bytes 0-${UNIT - 1}/*`, bytes.subarray(0, UNIT))).status, 308)
  const done = await put(session, `bytes ${UNIT}-${UNIT + 4}/${UNIT + 5}`, bytes.subarray(UNIT))
  assert.equal(done.status, 200)
  assert.ok((await download(done.json.id)).equals(bytes))
})

test('of a piece that is no multiple of 256 KiB the rest is dropped, and what is sent twice counts once', async () => {
  const bytes = bytesOf(2 * UNIT + 10)
  const total = bytes.length
  const session = await begin()
  const first = await put(session, `bytes 0-${UNIT + 99}/${total}`, bytes.subarray(0, UNIT + 100))
  assert.equal(first.headers.get('range'), `bytes=0-${UNIT - 1}`)
  const done = await put(session, `bytes 0-${total - 1}/${total}`, bytes)
  assert.equal(done.status, 200)
  assert.ok((await download(done.json.id)).equals(bytes))
})

test('bytes that are not the next ones are refused and change nothing', async () => {
  const session = await begin(UPLOAD, {}, { 'X-Upload-Content-Length': String(4 * UNIT) })
  const total = 4 * UNIT
  const cases: readonly (readonly [range: string, length: number, words: RegExp])[] = [
    [
      `bytes ${UNIT}-${2 * UNIT - 1}/${total}`,
      UNIT,
      /upload offset is 262144 byte\(s\), which exceeds already uploaded size of 0/,
    ],
    [`bytes 0-99/${total}`, 100, /required to be equal or greater than 262144/],
    [`bytes 0-${UNIT - 1}/${total}`, 5, /there are 262144 byte\(s\)/],
    [`bytes 0-${UNIT - 1}/${total + 1}`, UNIT, /final size/],
    [`bytes 5-4/${total}`, 1, /Failed to parse/],
    [`bytes 0-${total}/${total}`, 1, /Failed to parse/],
    ['pieces 0-1/2', 2, /Failed to parse/],
    [`bytes */${total}`, 5, /no bytes/],
    [`bytes 0-1/999999999999`, 2, /too large/],
  ]
  for (const [range, length, words] of cases) {
    const { status, bytes } = await put(session, range, bytesOf(length))
    assert.ok(status === 400 || status === 413, range)
    assert.match(bytes.toString('utf8'), words)
  }
  assert.equal((await put(session, `bytes */${total}`)).headers.get('range'), null)
})

test('an upload that is unknown or over is not found', async () => {
  assert.equal((await put(`${UPLOAD}?uploadType=resumable&upload_id=AHmUCYnone`, 'bytes */*')).status, 404)
  const session = await begin()
  now += 7 * 24 * 3600 * 1000
  assert.equal((await put(session, undefined, bytesOf(3))).status, 404)
})

test('an upload can change a file, and is refused for one that is not there or into a folder that is not there', async () => {
  const { json } = await send('/drive/v3/files', { method: 'POST', body: { name: 'a.bin' } })
  const session = await begin(`${UPLOAD}/${json.id}`, {}, { 'X-Upload-Content-Type': 'application/pdf' })
  const done = await put(session, undefined, bytesOf(9))
  assert.deepEqual([done.json.id, done.json.mimeType], [json.id, 'application/pdf'])
  assert.ok((await download(json.id)).equals(bytesOf(9)))
  const missing = await send(`${UPLOAD}/none?uploadType=resumable`, { method: 'PATCH', body: {} })
  assert.equal(missing.status, 404)
  const lost = await send(`${UPLOAD}?uploadType=resumable`, { method: 'POST', body: { parents: ['none'] } })
  assert.equal(lost.status, 404)
})

test('a body without parts is no multipart upload', async () => {
  const { status, json } = await send(`${UPLOAD}?uploadType=multipart`, { method: 'POST', body: {} })
  assert.equal(status, 400)
  assert.match(JSON.stringify(json), /Malformed multipart body/)
  assert.equal((await send(`${UPLOAD}?uploadType=other`, { method: 'POST', body: {} })).status, 400)
  assert.equal((await send(UPLOAD, { method: 'POST', body: {} })).status, 400)
})

test('any bytes come back as they are, in any pieces and in any range', async () => {
  const pieces = fc.tuple(
    fc.uint8Array({ minLength: 1, maxLength: 3 * UNIT, size: 'max' }),
    fc.integer({ min: 1, max: 2 }),
    fc.nat(),
    fc.nat(),
  )
  await fc.assert(
    fc.asyncProperty(pieces, async ([array, units, from, length]) => {
      const bytes = Buffer.from(array)
      const session = await begin()
      let done = { status: 308, json: {} as Readonly<Record<string, unknown>> }
      for (let at = 0; at < bytes.length; at += units * UNIT) {
        const piece = bytes.subarray(at, at + units * UNIT)
        done = await put(session, `bytes ${at}-${at + piece.length - 1}/${bytes.length}`, piece)
      }
      assert.equal(done.status, 200)
      const first = from % bytes.length
      const last = Math.min(first + (length % bytes.length), bytes.length - 1)
      const part = await send(`/drive/v3/files/${done.json.id}?alt=media`, {
        headers: { range: `bytes=${first}-${last}` },
      })
      assert.deepEqual(
        [part.status, part.headers.get('content-range')],
        [206, `bytes ${first}-${last}/${bytes.length}`],
      )
      assert.ok(part.bytes.equals(bytes.subarray(first, last + 1)))
    }),
    { numRuns: 15 },
  )
})

test('a range beyond the end is refused with the size', async () => {
  const done = await put(await begin(), undefined, bytesOf(10))
  const past = await send(`/drive/v3/files/${done.json.id}?alt=media`, { headers: { range: 'bytes=10-' } })
  assert.deepEqual([past.status, past.headers.get('content-range')], [416, 'bytes */10'])
  const tail = await send(`/drive/v3/files/${done.json.id}?alt=media`, { headers: { range: 'bytes=-3' } })
  assert.ok(tail.bytes.equals(bytesOf(10).subarray(7)))
})
