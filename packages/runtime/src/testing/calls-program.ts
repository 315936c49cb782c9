// Makes calls of every kind against one server of this machine, and prints how they ended and what was connected to.
import { closeOtherWays, traceConnections } from '../send/testing/traced-connections.ts'

const [origin = ''] = process.argv.slice(2)
const attempts = traceConnections('guarded-connector.ts')
closeOtherWays()

// After the ways are closed: whoever took a function before would keep it.
const { download } = await import('../download.ts')
const { run } = await import('../run.ts')
const { createSender } = await import('../send/sender.ts')
const { archiveAuthorizer, archiveCall } = await import('./archive.ts')
const { weatherAuthorizer, weatherCall } = await import('./weather.ts')

const origins = ['https://api.weather.example', 'https://archive.example']
const sender = createSender({ allowLoopbackOrigins: new Map(origins.map((one) => [one, origin])) })
const options = { sender, callId: 'call-1', now: () => 0, random: () => 0, wait: async () => {} }
const file = { type: 'text/plain', name: 'a.txt', content: Buffer.from('hi') }

async function read(): Promise<void> {
  const { body } = await download(archiveCall('download', { id: '7' }), archiveAuthorizer, options)
  for await (const piece of body) if (piece.length === 0) return
}

const station = (id: string) => weatherCall({ entity: 'stations', action: 'get', params: { id } })
const ended: string[] = []
for (const call of [
  () => run(station('x'), weatherAuthorizer, options),
  () => run(archiveCall('upload_raw', { id: '7' }), archiveAuthorizer, { ...options, file }),
  read,
  () => run(station('none'), weatherAuthorizer, options),
]) {
  const end = await call().then(
    () => 'done',
    (error: { readonly code?: string }) => error.code ?? String(error),
  )
  ended.push(end)
}
await sender.close()
process.stdout.write(JSON.stringify({ ended, attempts }))
