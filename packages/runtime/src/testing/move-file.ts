// Moves one large file through the runtime, and prints by how many bytes its memory grew at most.
//
//   move-file.ts <origin on loopback> download|upload_raw|upload_in_large_pieces <bytes>
import { download } from '../download.ts'
import { run } from '../run.ts'
import { createSender } from '../send/sender.ts'
import { archiveCall, archiveOrigins, archiveAuthorizer as authorizer } from './archive.ts'

const [origin = '', direction = '', size = ''] = process.argv.slice(2)
const origins = archiveOrigins({ api: origin, uploads: origin, objects: origin })
const sender = createSender({ allowLoopbackOrigins: origins })
const now = () => 0

const piece = Buffer.alloc(64 * 1024, 'x')

async function* content(bytes: number): AsyncGenerator<Uint8Array> {
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, left)
}

async function down(bytes: number): Promise<void> {
  const { body } = await download(archiveCall('download', { id: String(bytes) }), authorizer, { sender, now })
  let read = 0
  for await (const piece of body) read += piece.length
  if (read !== bytes) throw new Error(`${read} bytes of ${bytes} came down`)
}

async function up(action: string, bytes: number): Promise<void> {
  const params = action === 'upload_in_large_pieces' ? { title: 'A' } : { id: '7' }
  const file = { type: 'application/octet-stream', size: bytes, content: content(bytes) }
  const { data } = await run(archiveCall(action, params), authorizer, {
    ...{ sender, callId: 'c', now, file },
    random: () => 0,
    wait: async () => {},
  })
  if (Number((data as { readonly size: unknown }).size) !== bytes) throw new Error('bytes got lost')
}

const move = (bytes: number) => (direction === 'download' ? down(bytes) : up(direction, bytes))

// First a little, so that what every call needs is there before.
await move(1024 * 1024)
const before = process.memoryUsage.rss()
let most = 0
const look = () => {
  most = Math.max(most, process.memoryUsage.rss() - before)
}
const watch = setInterval(look, 5)
await move(Number(size))
clearInterval(watch)
look()
await sender.close()
console.log(most)
