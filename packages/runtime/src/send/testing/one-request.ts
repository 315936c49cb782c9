// Sends one request and says what came of it: `<url> <deadline in ms>`.
import { createSender } from './../sender.ts'

const [url = '', deadlineMs] = process.argv.slice(2)
const sender = createSender({
  allowLoopbackOrigins: new Map([['https://third.example', url]]),
})
const request = { method: 'POST', url: new URL('https://third.example/token'), headers: {}, body: 'x' }
const said = await sender.send(request, { deadlineMs: Number(deadlineMs), maxBytes: 1000 }).then(
  ({ status }) => `answered ${status}`,
  (error: unknown) => `failed ${String(error)}`,
)
process.stdout.write(said)
process.exit(0)
