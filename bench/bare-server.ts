// The least that answers: node:http with the same 2 KB each time, and no look at the request.
import { createServer } from 'node:http'
import { answer } from './upstream-answer.ts'

const body = Buffer.from(answer())
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length) }
const server = createServer((_, response) => {
  response.writeHead(200, headers).end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`port ${typeof address === 'object' ? address?.port : ''}\n`)
})
