import { once } from 'node:events'
import { type ServerResponse, STATUS_CODES } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer } from '../respond/answer.ts'

/** Sends the status line and the headers a byte at a time, then the body, and ends the connection. */
export async function dribble(response: ServerResponse, answer: Answer): Promise<void> {
  const { body, headerInterval = 1 } = answer
  // Behind another answer on the same connection it has to wait for the socket.
  if (!response.socket) await once(response, 'socket')
  const { socket } = response.req
  for (const byte of head(answer)) {
    if (socket.destroyed) return
    socket.write(Buffer.of(byte))
    await pause(headerInterval, undefined, { ref: false })
  }
  if (socket.destroyed) return
  // A body that is made while it is sent is left out: it belongs to other faults.
  if (typeof body === 'function' || response.req.method === 'HEAD') socket.end()
  else socket.end(body)
}

/** By hand, for node:http sends headers only as a whole. */
function head({ status, headers, repeated = [] }: Answer): Buffer {
  const lines = [...Object.entries(headers), ...repeated, ['connection', 'close'] as const]
  const fields = lines.map(([name, value]) => `${name}: ${value.replace(/[\r\n]/g, ' ')}\r\n`)
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${fields.join('')}\r\n`, 'latin1')
}
