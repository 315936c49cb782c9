import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { type Answer, textAnswer } from '../respond/answer.ts'
import { serve } from './serve.ts'

/** What a plain socket gets. */
async function head(answer: Answer): Promise<string> {
  const served = await serve({ now: () => 0, machineTime: true, handlerAt: () => () => answer })
  after(() => served.close())
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  return text(socket)
}

const repeated = [
  ['x-mark', '1'],
  ['x-mark', '2'],
] as const

for (const [how, more] of [
  ['plain', {}],
  ['with a header twice', { repeated }],
  ['byte by byte', { headerInterval: 1 }],
] as const) {
  test(`an answer of 204, ${how}, has a date and no length`, async () => {
    const seen = await head({ ...textAnswer(204, ''), ...more })
    assert.match(seen, /^HTTP\/1\.1 204 /)
    assert.match(seen, /^date: \w{3}, .* GMT\r$/im)
    assert.doesNotMatch(seen, /content-length|transfer-encoding/i)
  })
}
