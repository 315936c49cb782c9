import type { StreamSender } from '@sallyport/runtime'

/** Bytes of bodies that went to and came from a third party for one call, all of its attempts together. */
export class Traffic {
  sent = 0
  received = 0

  get bytes() {
    return { bytesSent: this.sent, bytesReceived: this.received }
  }
}

/** A way to third parties that counts what goes over it. */
export function metered(sender: StreamSender, traffic: Traffic): StreamSender {
  const counting = (request: Parameters<StreamSender['send']>[0]) => {
    const { body } = request
    if (body === undefined) return request
    if (typeof body === 'string') traffic.sent += Buffer.byteLength(body)
    else if (body instanceof Uint8Array) traffic.sent += body.byteLength
    else return { ...request, body: counted(body, (bytes) => (traffic.sent += bytes)) }
    return request
  }
  return {
    async send(request, options) {
      const answer = await sender.send(counting(request), options)
      traffic.received += answer.body.byteLength
      return answer
    },
    async open(request, options) {
      const stream = await sender.open(counting(request), options)
      const body = counted(stream.body, (bytes) => (traffic.received += bytes))
      const { status, headers, url } = stream
      return { status, headers, url, body, cancel: () => stream.cancel() }
    },
    close: () => sender.close(),
  }
}

async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    count(piece.byteLength)
    yield piece
  }
}

/** The same pieces; tells when there are no more, or nobody wants them. */
export async function* untilOver(
  pieces: AsyncIterable<Uint8Array>,
  over: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces
  } finally {
    over()
  }
}
