import type { RunOptions } from '../run.ts'
import { createSender, type StreamSender } from '../send/sender.ts'
import { type SeenRequest, serve } from '../send/testing/upstream-server.ts'

/** Origins of the third parties that are made up for tests, and of one that nobody listed. */
const ORIGINS = [
  'https://api.weather.example',
  'https://post.example',
  'https://library.example',
  'https://archive.example',
  'https://uploads.archive.example',
  'https://objects.example',
]
const ELSEWHERE = [
  'https://evil.example',
  'https://api.weather.example.evil.example',
  'https://archive.example.evil.example',
]

type Respond = Parameters<typeof serve>[0]

/** One server for all made-up third parties, another for origins that nobody lists, and what a call needs to ask them. */
export async function thirdParty(respond: Respond) {
  const listed = await serve(respond)
  const evil = await serve((response) => response.end('{}'))
  const sender = createSender({
    allowLoopbackOrigins: new Map([
      ...ORIGINS.map((origin) => [origin, listed.origin] as const),
      ...ELSEWHERE.map((origin) => [origin, evil.origin] as const),
    ]),
  })
  const waited: number[] = []
  let time = Date.UTC(2026, 0, 1)
  const options: RunOptions & { readonly sender: StreamSender } = {
    sender,
    callId: 'call-1',
    now: () => time,
    random: () => 0,
    // The clock goes on while a call waits, and stands still otherwise.
    wait: async (ms) => {
      waited.push(ms)
      time += ms
    },
  }
  return {
    options,
    sender,
    /** Milliseconds that calls waited, in order. */
    waited,
    seen: listed.seen as readonly SeenRequest[],
    /** What reached an origin that nobody listed. */
    strayed: evil.seen as readonly SeenRequest[],
    async [Symbol.asyncDispose]() {
      await sender.close()
      await listed[Symbol.asyncDispose]()
      await evil[Symbol.asyncDispose]()
    },
  }
}

/** Answers in JSON. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Respond {
  return (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))
}

/** Responds in another way each time; the last one stays. */
export function inTurn(...responds: readonly Respond[]): Respond {
  let turn = 0
  return (response, request) => responds[Math.min(turn++, responds.length - 1)]?.(response, request)
}
