// Asks for every destination of the corpus in a process where there is no way out but the guarded connector.
import { connect } from 'node:net'
import { INSIDE_NAMES, REFUSED_ADDRESSES, REFUSED_URLS, refusedHosts } from '../address-corpus.ts'
import { certificate } from './certificate.ts'
import { scriptedLookup } from './scripted-lookup.ts'
import { closeOtherWays, traceConnections } from './traced-connections.ts'

const [plainPort = '', securePort = ''] = process.argv.slice(2)
const attempts = traceConnections('guarded-connector.ts')
const closed = closeOtherWays()

// After the ways are closed: whoever took a function before would keep it.
const { createSender } = await import('../sender.ts')
type Sender = ReturnType<typeof createSender>

async function codesOf(sender: Sender, url: URL): Promise<string[]> {
  const request = { method: 'GET', url, headers: {} }
  const limits = { deadlineMs: 5_000, idleMs: 5_000, maxBytes: 1_000 }
  const answers = await Promise.allSettled([sender.send(request, limits), sender.open(request, limits)])
  return answers.map((answer) => {
    if (answer.status === 'fulfilled') return String(answer.value.status)
    return String(answer.reason.code ?? answer.reason)
  })
}

const outcomes: Record<string, string[]> = {}
async function ask(lookup: readonly string[], urls: readonly string[]): Promise<void> {
  const sender = createSender({ lookup: scriptedLookup(lookup) })
  for (const url of urls) outcomes[`${url} ${lookup}`] = await codesOf(sender, new URL(url))
  await sender.close()
}

await ask([], [...refusedHosts().map((host) => `https://${host}:${plainPort}/`), ...REFUSED_URLS])
await ask(
  ['127.0.0.1'],
  INSIDE_NAMES.map((name) => `https://${name}:${plainPort}/`),
)
for (const { addresses } of REFUSED_ADDRESSES)
  for (const address of addresses) await ask([address], [`https://api.test:${plainPort}/`])
const refused = attempts.length

const allowed = createSender({
  allowPrivateAddresses: ['127.0.0.1/32'],
  allowLoopbackOrigins: new Map([['https://led.test', `http://127.0.0.1:${plainPort}`]]),
  certificateAuthorities: [certificate],
  lookup: scriptedLookup(['127.0.0.1']),
})
const reached = [
  await codesOf(allowed, new URL(`https://api.test:${securePort}/`)),
  await codesOf(allowed, new URL('https://led.test/')),
]
await allowed.close()
const own = attempts.length

// What the trace would show of anything else.
const stranger = connect({ host: '127.0.0.1', port: Number(plainPort) })
stranger.on('connect', () => stranger.destroy())
await new Promise((resolve) => stranger.on('close', resolve))

process.stdout.write(JSON.stringify({ closed, outcomes, attempts, refused, own, reached }))
