// The baseline: the least that any engine of this kind has to do. Asks the third party, parses the
// answer, picks fields and writes JSON again. No authentication, no vault, no checks, no records.
import { createServer } from 'node:http'
import { Pool } from 'undici'

const [, , upstream = '', path = '', fields = ''] = process.argv
const pool = new Pool(upstream, { connections: 256 })
const wanted = fields.split(',')

const server = createServer(async (request, response) => {
  for await (const _ of request);
  const answer = await pool.request({ method: 'GET', path, headers: { authorization: 'Bearer x' } })
  const record = (await answer.body.json()) as Record<string, unknown>
  const result = Object.fromEntries(wanted.map((name) => [name, record[name]]))
  const body = Buffer.from(JSON.stringify({ status: 'success', result }))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.stdout.write(`port ${address.port}\n`)
})
