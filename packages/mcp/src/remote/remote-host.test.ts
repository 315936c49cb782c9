import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { openRemoteHost } from './remote-host.ts'

/** What stands where an engine should, by what the next call of a tool is to meet. */
let meet: (response: ServerResponse, bearer: string) => void = () => {}
const bearers: string[] = []
const server = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    const { id, method } = JSON.parse(Buffer.concat(pieces).toString())
    const bearer = request.headers.authorization ?? ''
    if (method !== 'server/discover') return meet(response, bearer)
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result: { instructions: 'Be kind.' } }))
  })
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => server.close())
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`

const host = await openRemoteHost({
  url,
  token: async (refused) => (refused === undefined ? 'first' : 'second'),
  fetch,
  version: '1.0.0',
})

async function call(name = 'execute') {
  const signal = new AbortController().signal
  const { content } = (await host.callTool({ name, input: {}, asks: false, answers: {}, signal })) as {
    readonly content: readonly { readonly text: string }[]
  }
  return content[0]?.text ?? ''
}

const LOST: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'the connection breaks': (response) => void response.destroy(),
  'the answer breaks off': (response) => void response.writeHead(200).end('{"jsonrpc":"2.0","resu'),
  'a proxy gives up': (response) => void response.writeHead(504).end('<html>'),
}
for (const [what, does] of Object.entries(LOST)) {
  test(`where ${what}, the call can have been carried out, and the model is told`, async () => {
    meet = does
    assert.match(await call(), /^Failed: engine_unreachable\. .*\nIt may have happened/)
  })
}

test('where nothing was sent, nothing can have happened', async () => {
  const nobody = createServer().listen(0, '127.0.0.1')
  await once(nobody, 'listening')
  const { port } = nobody.address() as AddressInfo
  nobody.close()
  await once(nobody, 'close')
  await assert.rejects(
    openRemoteHost({ url: `http://127.0.0.1:${port}/mcp`, token: async () => 'a', fetch, version: '1' }),
    { code: 'engine_unreachable', sideEffect: 'none' },
  )
})

test('a token that is refused is renewed once, and follows no redirect', async () => {
  meet = (response, bearer) => {
    bearers.push(bearer)
    response.writeHead(401).end('{}')
  }
  await call()
  assert.deepEqual(bearers, ['Bearer first', 'Bearer second'])
  meet = (response) => void response.writeHead(307, { location: 'https://elsewhere.example/mcp' }).end()
  assert.match(await call(), /^Failed: engine_unreachable/)
})

test('a name that no header can say is no tool', async () => {
  meet = () => assert.fail('nothing is sent')
  assert.match(await call('é'), /There is no such tool/)
})
