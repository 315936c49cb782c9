import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A port that passes everything on to another one, and knows which connection was used last. */
export interface PortTap {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** Where connections go that are made from now on. */
  readonly forwardTo: (url: string) => void
  /** Resolves when the connection that carried the latest bytes of a client has ended. */
  readonly latestEnded: () => Promise<void>
  readonly cutLatest: () => void
  readonly close: () => Promise<void>
}

export async function tapPort(): Promise<PortTap> {
  let target = ''
  let latest: Socket | undefined
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(target).port), '127.0.0.1')
    sockets.add(client)
    client.on('data', () => {
      latest = client
    })
    client.on('close', () => sockets.delete(client) && upstream.destroy())
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.resetAndDestroy())
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forwardTo: (url) => {
      target = url
    },
    latestEnded: () =>
      new Promise((resolve) => {
        if (latest === undefined || latest.destroyed) resolve()
        else latest.once('close', () => resolve())
      }),
    cutLatest: () => void latest?.destroy(),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
