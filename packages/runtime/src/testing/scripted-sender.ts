import type { Sender, SendOptions } from '../send/sender.ts'
import type { UpstreamAnswer, UpstreamRequest } from '../send/upstream.ts'

/** An answer as JSON, or what the sender throws. */
export type ScriptedAnswer =
  | { readonly status?: number; readonly headers?: UpstreamAnswer['headers']; readonly body?: unknown }
  | Error

export interface Sent {
  readonly request: UpstreamRequest
  readonly options: SendOptions
}

/** A sender that plays a list of answers, the last one for ever, and remembers what was sent. */
export function scriptedSender(...script: readonly ScriptedAnswer[]): {
  sender: Sender
  sent: readonly Sent[]
} {
  const sent: Sent[] = []
  const sender: Sender = {
    close: async () => {},
    async send(request, options) {
      const answer = script[Math.min(sent.length, script.length - 1)] ?? {}
      sent.push({ request, options })
      if (answer instanceof Error) throw answer
      const { status = 200, headers = {}, body = {} } = answer
      return { status, headers, body: Buffer.from(JSON.stringify(body)), url: request.url }
    },
  }
  return { sender, sent }
}
