// The third party: GitHub's answers as fixed bytes, with its word that much is left, after so many milliseconds.
import { createServer } from 'node:http'
import { issueOf, issuesOf } from './issues.ts'

const delay = Number(process.argv[2] ?? 0)
const one = answerOf(issueOf(1, 2_048))
const list = answerOf(issuesOf(100_000))

function answerOf(value: unknown) {
  const body = Buffer.from(JSON.stringify(value))
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
    'x-ratelimit-remaining': '1000000',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3_600),
  }
  return { body, headers }
}

const server = createServer({ keepAliveTimeout: 60_000 }, ({ url = '' }, response) => {
  const { body, headers } = url.includes('/issues/') ? one : list
  const answer = () => response.writeHead(200, headers).end(body)
  if (delay === 0) answer()
  else setTimeout(answer, delay)
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 }, () => {
  const address = server.address()
  process.stdout.write(`port ${typeof address === 'object' ? address?.port : ''}\n`)
})
